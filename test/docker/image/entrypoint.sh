#!/bin/sh
# What the official image promises, and no more: its variables, a first start that sets the database up with a server
# that nobody reaches over TCP, and then the real one with the arguments that follow `postgres`.
# https://github.com/docker-library/docs/blob/master/postgres/README.md
set -eu

case "${1:-}" in -*) set -- postgres "$@" ;; esac
[ "${1:-}" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  password_file=$(mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:-none}" > "$password_file"
  # shellcheck disable=SC2086 # several arguments
  initdb -D "$PGDATA" --username="$user" --pwfile="$password_file" ${POSTGRES_INITDB_ARGS:-}
  rm "$password_file"
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
  printf "listen_addresses = '*'\nunix_socket_directories = '/var/run/postgresql'\n" >> "$PGDATA/postgresql.conf"
  shift
  postgres -D "$PGDATA" "$@" -c listen_addresses= &
  temporary=$!
  until [ -S /var/run/postgresql/.s.PGSQL.5432 ]; do sleep 0.1; done
  sleep "${TEST_SETUP_SECONDS:-0.3}"
  kill -INT "$temporary"
  wait "$temporary"
  set -- postgres "$@"
  if [ "$database" != postgres ]; then
    printf 'create database "%s"\n' "$database" | postgres --single -D "$PGDATA" postgres
  fi
  echo 'PostgreSQL init process complete; ready for start up.'
fi
shift
exec postgres -D "$PGDATA" "$@"
