#!/usr/bin/env bash
# Decisions a second with and without rules. Called by `./salur bench route`.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=$1
shift
exec taskset -c "${CORE:-0}" "$program" --data "$root/data" "$@"
