#!/usr/bin/env bash
# Chromium for the browser tests, from the system's own packages. Does nothing where it is installed.
set -euo pipefail
if command -v chromium >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "No apt-get here: install Chromium by hand to run the browser tests." >&2
  exit 1
fi
run=()
[ "$(id -u)" = 0 ] || run=(sudo)
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
