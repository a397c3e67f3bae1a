#!/usr/bin/env bash
# Postgres for the tests of kept conversations, from the system's own packages. Does nothing where it is installed.
set -euo pipefail
if compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here: install Postgres by hand to run the tests of conversations kept in it." >&2
  exit 1
fi
run=()
[ "$(id -u)" = 0 ] || run=(sudo)
# Debian makes and starts a server of its own with the package; the tests start theirs, so it is kept from doing so
settings=/etc/postgresql-common/createcluster.d
"${run[@]}" mkdir -p "$settings"
echo 'create_main_cluster = false' | "${run[@]}" tee "$settings/no-main-cluster.conf" >/dev/null
trap '"${run[@]}" rm -f "$settings/no-main-cluster.conf"' EXIT
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
