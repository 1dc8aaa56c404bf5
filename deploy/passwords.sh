#!/bin/sh
# Gives the three roles that sign in their passwords, from the environment. Letters and digits only: they also go into addresses.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-driehoek}" \
    --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set backup="$BACKUP_PASSWORD" <<'SQL'
alter role driehoek_owner password :'owner';
alter role driehoek_app password :'app';
alter role driehoek_backup password :'backup';
SQL
