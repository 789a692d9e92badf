#!/bin/sh
# Sends the service what its own description (/openapi.json) allows and what it does not, and fails on any 5xx and on any
# answer that is not as described. Needs Python 3 with venv, and a build. Arguments go to schemathesis, e.g. --seed 1.
# Where schemathesis can neither be found nor installed it says "skipped: " and why, and exits with 75.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

if [ -z "${SCHEMATHESIS:-}" ]; then
  if ! { python3 -m venv "$folder/python" &&
    "$folder/python/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5; } >"$folder/install" 2>&1; then
    echo "skipped: schemathesis could not be installed: $(grep . "$folder/install" | tail -n 1)"
    exit 75
  fi
  SCHEMATHESIS="$folder/python/bin/schemathesis"
fi

ATTEST_INDEX_DIR="$folder/index" ATTEST_PORT=0 ATTEST_LOG_LEVEL=error \
  node dist/cli/main.js serve --json >"$folder/url" 2>"$folder/log" &
server=$!
url=
for _ in $(seq 600); do
  url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$folder/url")
  [ -z "$url" ] || ! curl --silent --fail --output /dev/null "$url/health/ready" || break
  kill -0 "$server"
  sleep 0.5
done

status=0
# It keeps notes of its own in the folder that it runs in.
cd "$folder"
"$SCHEMATHESIS" run "$url/openapi.json" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
  --mode all --max-examples "${FUZZ_EXAMPLES:-50}" --request-timeout 60 --no-color "$@" || status=$?
if [ -s "$folder/log" ]; then cat "$folder/log"; fi
exit "$status"
