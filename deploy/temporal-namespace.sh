#!/bin/sh
# Waits for the server and creates Dunlin's namespace, with ninety days of history for operators. Safe to repeat.
set -eu
for _ in $(seq 1 60); do
  if temporal operator cluster health >/dev/null 2>&1; then break; fi
  sleep 2
done
temporal operator namespace describe -n dunlin >/dev/null 2>&1 || temporal operator namespace create -n dunlin --retention 90d
