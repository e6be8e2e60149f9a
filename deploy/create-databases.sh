#!/bin/sh
# Runs once, when PostgreSQL's volume is new: one user and database for Dunlin, one user for Temporal, which makes its own.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
  -v dunlin="$DUNLIN_DATABASE_PASSWORD" -v temporal="$TEMPORAL_DATABASE_PASSWORD" <<'SQL'
create user dunlin password :'dunlin';
create database dunlin owner dunlin;
create user temporal password :'temporal' createdb;
SQL
