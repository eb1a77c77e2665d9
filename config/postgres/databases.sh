#!/bin/sh
# Run once by the PostgreSQL image, on an empty data folder: each program gets a database that is its own, and neither
# is the superuser, so that what the portal's schema forbids (changing the audit log) stays forbidden.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv portal_password ROSTRUM_DB_PASSWORD
\getenv keycloak_password KEYCLOAK_DB_PASSWORD
create role rostrum login password :'portal_password';
create database rostrum owner rostrum;
create role keycloak login password :'keycloak_password';
create database keycloak owner keycloak;
SQL
