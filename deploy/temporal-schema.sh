#!/bin/sh
# Creates Temporal's two databases and brings their schema to the version of the image. Safe to repeat.
set -eu
tool() { temporal-sql-tool --plugin "$SQL_PLUGIN" --ep "$SQL_HOST" -p "$SQL_PORT" -u "$SQL_USER" --pw "$SQL_PASSWORD" --db "$@"; }
for database in temporal temporal_visibility; do
  tool "$database" create-database || true
  tool "$database" setup-schema -v 0.0 || true
done
tool temporal update-schema -d /etc/temporal/schema/postgresql/v12/temporal/versioned
tool temporal_visibility update-schema -d /etc/temporal/schema/postgresql/v12/visibility/versioned
