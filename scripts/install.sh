#!/usr/bin/env bash
# What the tests run besides Python, from the system's own packages: `bash scripts/install.sh chromium nginx postgres`.
# Does nothing for what is installed.
set -euo pipefail

there() {
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null
}

missing=()
for name in "$@"; do
  there "$name" && continue
  case "$name" in
    nginx) missing+=(nginx-light) ;;
    postgres) missing+=(postgresql) ;;
    *) missing+=("$name") ;;
  esac
done
[ "${#missing[@]}" -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here: install ${missing[*]} by hand to run the tests that need them." >&2
  exit 1
fi
run=()
[ "$(id -u)" = 0 ] || run=(sudo)
# Debian makes and starts servers of its own with these packages; the tests start theirs, so it is kept from doing so
cluster=/etc/postgresql-common/createcluster.d/no-main-cluster.conf
policy=/usr/sbin/policy-rc.d
made=("$cluster")
"${run[@]}" mkdir -p "$(dirname "$cluster")"
echo 'create_main_cluster = false' | "${run[@]}" tee "$cluster" >/dev/null
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${run[@]}" tee "$policy" >/dev/null
  "${run[@]}" chmod +x "$policy"
  made+=("$policy")
fi
trap '"${run[@]}" rm -f "${made[@]}"' EXIT
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
