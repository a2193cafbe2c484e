#!/usr/bin/env bash
# Replays a city's complaints through routing. Called by `./salur bench replay TRACE.csv[.gz]`.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=$1
shift
(($# >= 1)) || { printf 'usage: ./salur bench replay TRACE.csv[.gz] [--topics N]\n' >&2; exit 2; }
exec "$program" "$root" "$@"
