#!/usr/bin/env bash
# Runs the tests of the store and of the web page once more, on a throwaway PostgreSQL; where there is none, says so.
#
#     tests/on_postgres.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."
if ! address=$(tests/postgres.sh); then
  echo "SKIPPED: the store and the web page were not tried on PostgreSQL, which is not installed here"
  exit
fi
trap 'tests/postgres.sh stop "$address"' EXIT
COACH_TEST_DATABASE=$address "$1" -m pytest -n 2 --dist loadfile tests/store tests/web --ignore-glob='*browser*'
