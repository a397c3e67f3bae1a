#!/usr/bin/env bash
# nginx for the tests of several replicas, from the system's own packages. Does nothing where it is installed.
set -euo pipefail
if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here: install nginx by hand to run the tests of several replicas." >&2
  exit 1
fi
run=()
[ "$(id -u)" = 0 ] || run=(sudo)
# Debian starts a server of its own with the package; the tests start theirs, so it is kept from doing so
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${run[@]}" tee "$policy" >/dev/null
  "${run[@]}" chmod +x "$policy"
  trap '"${run[@]}" rm -f "$policy"' EXIT
fi
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
