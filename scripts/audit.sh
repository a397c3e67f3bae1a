#!/usr/bin/env bash
# Looks over the program's own code (bandit) and the packages it stands on (pip-audit). Where no database of vulnerabilities can
# be reached it says so and succeeds: a machine without a network can still be checked. Further words go to pip-audit.
set -euo pipefail
bin="${BIN:-.venv/bin}"
told="$(mktemp)"
trap 'rm -f "$told"' EXIT

# what bandit writes to stderr are notes on its own comments; a finding is told on stdout
if [ "${AUDIT_CODE:-yes}" = yes ]; then
  "$bin/bandit" -q -r bot ingest app.py -c pyproject.toml 2>"$told" || { cat "$told" >&2; exit 1; }
  echo "bandit: no finding that was not looked at."
fi

if "$bin/pip-audit" --skip-editable --progress-spinner off --timeout 15 "$@" >"$told" 2>&1; then
  cat "$told"
elif grep -qE '^Found [0-9]+ known vulnerabilit' "$told"; then
  cat "$told" >&2
  exit 1
elif grep -qE 'ConnectionError|Connection refused|Could not connect|Max retries|Read timed out|ConnectTimeout|ProxyError' "$told"; then
  echo "pip-audit: SKIPPED. Its database cannot be reached from here; run 'make audit' where it can."
else
  cat "$told" >&2
  exit 1
fi
