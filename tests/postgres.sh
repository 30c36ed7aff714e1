#!/usr/bin/env bash
# Starts a throwaway PostgreSQL on a free port and prints its address; `tests/postgres.sh stop ADDRESS` ends it.
#
#     export COACH_TEST_DATABASE=$(tests/postgres.sh) && make test; tests/postgres.sh stop "$COACH_TEST_DATABASE"
#
# Needs the system's packages: apt-get install -y --no-install-recommends postgresql
set -euo pipefail
export LC_ALL=C.UTF-8

# The server refuses to run as root; it takes a user without rights.
plain() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env HOME=/tmp "$@"; else "$@"; fi
}

user=postgres
id "$user" >/dev/null 2>&1 || user=nobody
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
command -v initdb >/dev/null || { echo "tests/postgres.sh: no PostgreSQL here; apt-get install -y postgresql" >&2; exit 1; }

if [ "${1:-}" = stop ]; then
  folder=$(sed -n 's/.*[?&]host=\([^&]*\).*/\1/p' <<<"${2:?the address that was printed}")
  [ -f "$folder/data/PG_VERSION" ] || { echo "tests/postgres.sh: no server of ours in '$folder'" >&2; exit 1; }
  cd / && plain pg_ctl --pgdata "$folder/data" --mode immediate stop >/dev/null
  rm -rf "$folder"
  exit
fi

folder=$(mktemp -d /tmp/coach-postgres-XXXXXX)
[ "$(id -u)" = 0 ] && chown "$user" "$folder"
cd "$folder"
plain initdb --pgdata data --username coach --auth trust --encoding UTF8 --no-sync >log 2>&1 || { cat log >&2; exit 1; }
# It listens on a socket in its own folder only, so that no port is taken and nobody else can reach it.
settings="-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off -c max_connections=200"
plain pg_ctl --pgdata data --log "$folder/server.log" --options "$settings" --wait start >>log 2>&1 || { cat log server.log >&2; exit 1; }
echo "postgresql+psycopg://coach@/postgres?host=$folder"
