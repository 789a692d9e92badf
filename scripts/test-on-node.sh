#!/bin/sh
# Runs the fast tests, but for those in a browser, on another version of Node.js: scripts/test-on-node.sh 22
# A copy of the tree is installed and built by that version in a temporary folder. What follows goes to vitest, e.g. tests/http.
set -eu
cd "$(dirname "$0")/.."
version=${1:?"Expected a version of Node.js, e.g. 22."}
shift
case $(uname -m) in
  x86_64) cpu=x64 ;;
  aarch64 | arm64) cpu=arm64 ;;
  *) echo "There is no Node.js for $(uname -m) in the package registry." >&2 && exit 2 ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

npm install --silent --no-audit --no-fund --prefix "$folder" "node-linux-$cpu@$version"
node="$folder/node_modules/node-linux-$cpu"
# The headers for what is compiled lie beside the program: nothing else is downloaded for it.
export PATH="$node/bin:$PATH" npm_config_nodedir="$node"
node --version

mkdir "$folder/tree"
git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from - | tar --extract --directory "$folder/tree"
cd "$folder/tree"
npm ci --silent --no-audit --no-fund
npm run --silent build
npx vitest run --exclude 'tests/browser/**' "$@"
