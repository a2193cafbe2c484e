#!/usr/bin/env bash
# The rules of docs/architecture.md that a machine can check. Prints each breach as file:line and
# exits 1 when there is one. Usage: lint.sh ROOT RULE, or lint.sh ROOT selftest.
set -u
root=$1
rule=$2
cd "$root" || exit 2

# Sources that this project wrote.
sources() { find "${@:-.}" \( -name build -o -name .salur -o -name .git \) -prune -o \
  \( -name '*.cc' -o -name '*.h' \) -print | sed 's|^\./||' | sort; }

breaches=0
report() {  # text of breaches, one a line; what the rule says
  [ -z "$1" ] && return 0
  printf '%s\n' "$1" | sed "s|\$|  <- $2|"
  breaches=1
}

# grep over a list of files that comes on standard input; no files is no match.
grep_in() { xargs -r grep -nHE "$1" 2>/dev/null; }

check_includes() {
  report "$(sources services | grep '/domain/' | grep_in '#include' |
    grep -vE '#include <[a-z_]+>' |
    grep -vE '#include <absl/(status/status(or)?|time/(time|civil_time))\.h>' |
    grep -vE '#include "common/base/' |
    grep -vE '^services/([a-z]+)/.*#include "services/\1/domain/')" \
    'domain/ may include only the standard library, absl Status and Time, common/base and its own folder'
  report "$(sources common services cli | grep -vE '^common/postgres/|/postgres_[a-z_]+\.cc$' |
    grep_in '#include <pqxx')" 'pqxx only in common/postgres and postgres_*.cc'
  report "$(sources common services cli tests | grep -v '^common/redis/' |
    grep_in '#include <hiredis')" 'hiredis only in common/redis'
  report "$(sources common | grep_in '#include "(services|cli|tests)/')" \
    'common includes no service'
  report "$(sources services | grep_in '#include "services/' |
    grep -vE '^services/([a-z]+)/.*#include "services/\1/')" 'a service includes no other service'
  report "$(sources services | grep -E '/(domain|storage)/' |
    grep_in '#include "(salur|google)/.*\.pb\.h"')" \
    'generated proto only at the edges, not in domain/ and storage/'
  report "$(sources services | grep -vE '/[a-z]+_app\.cc$|/storage/' |
    grep_in '#include "(services/[a-z]+/storage/(postgres|in_memory)_|common/redis/|common/postgres/postgres_)')" \
    'only <name>_app.cc names concrete adapters'
  report "$(sources common services cli | grep_in '#include "tests/')" 'tests are included by tests only'
}

check_clock() {
  report "$(sources common services cli |
    grep -vE '^common/base/(clock|stopwatch)\.|^common/log/log\.cc$' |
    grep_in 'absl::Now\(|(system|steady|high_resolution)_clock::now|gettimeofday|clock_gettime|[^a-z_]time\((NULL|nullptr|0)\)' |
    grep -vE '^common/rpc/(peer|server)\.cc|^cli/')" \
    'the clock is read in common/base only (gRPC deadlines in common/rpc and cli aside)'
  report "$(sources common services | grep_in 'sleep_for|sleep_until|usleep|nanosleep|[^a-z_]sleep\(')" \
    'nobody sleeps: loops wait in common/runtime/loop.cc'
  report "$(sources common services | grep -v '^common/config/' | grep_in 'getenv|environ[^m]')" \
    'the environment is read in common/config only'
  report "$(find services common -name '*.sql' -o -name '*_queries.h' -o -name 'postgres_*.cc' |
    grep_in '[^_a-z](now|current_timestamp|clock_timestamp|statement_timestamp)\(|CURRENT_TIMESTAMP|localtimestamp' |
    grep -vE 'create_time timestamptz NOT NULL DEFAULT clock_timestamp\(\)|clock_timestamp\(\) - min\(create_time\)' |
    grep -vE 'apply_time timestamptz|real-time lease')" 'facts get their time as a parameter, never from SQL'
}

check_sizes() {
  local file lines
  for file in $(sources common services cli tests); do
    lines=$(wc -l <"$file")
    case $file in
      *.h) [ "$lines" -le 120 ] || grep -q 'size-limit:' "$file" ||
        report "$file:1 $lines lines" 'a header has at most 120 lines' ;;
      *) [ "$lines" -le 300 ] || grep -q 'size-limit:' "$file" ||
        report "$file:1 $lines lines" 'a source has at most 300 lines' ;;
    esac
  done
  for file in $(sources services | grep '/main\.cc$'); do
    [ "$(wc -l <"$file")" -lt 40 ] || report "$file:1" 'main.cc is under 40 lines'
  done
}

check_words() {
  report "$(find . \( -name build -o -name .salur -o -name .git -o -path ./tests/lint \) -prune -o \
    -type f ! -name '*.gz' ! -name LICENSE -print |
    grep_in '/work/|\.\./shared|claude|anthropic|chatgpt|openai|(language|AI) model|this session')" \
    'the project speaks of itself alone'
}

check_metrics() {
  local exposed documented
  exposed=$(grep -oE '"salur_[a-z_]+"' common/metrics/metric_names.h | tr -d '"' | sort -u)
  documented=$(grep -oE '^\| `salur_[a-z_]+`' docs/metrics.md | tr -d '|` ' | sort -u)
  report "$(comm -3 <(printf '%s\n' "$exposed") <(printf '%s\n' "$documented"))" \
    'metric_names.h and docs/metrics.md name the same metrics'
}

check_format() {
  command -v clang-format >/dev/null || { echo 'clang-format is not installed'; exit 1; }
  report "$(sources common services cli tests bench cmake | while read -r file; do
    clang-format --dry-run --Werror "$file" >/dev/null 2>&1 || echo "$file:1"; done)" \
    'run clang-format -i'
}

# Each rule must find a breach that is planted for it.
selftest() {
  tree=$(mktemp -d) || exit 2
  trap 'rm -rf "$tree"' EXIT
  mkdir -p "$tree/services/a/domain" "$tree/services/b" "$tree/common/x" "$tree/cli" "$tree/tests" "$tree/bench" "$tree/cmake"
  plant() {  # rule, file, content
    rm -f "$tree"/services/a/domain/x.cc "$tree"/services/b/*.cc "$tree"/common/x/*.cc
    printf '%b\n' "$3" >"$tree/$2"
    if "$0" "$tree" "$1" >/dev/null; then echo "rule $1 misses: $3 in $2"; breaches=1; fi
  }
  plant includes services/a/domain/x.cc '#include <grpcpp/grpcpp.h>'
  plant includes services/a/domain/x.cc '#include "services/b/domain/y.h"'
  plant includes services/a/domain/x.cc '#include "common/log/log.h"'
  plant includes services/b/x.cc '#include <pqxx/pqxx>'
  plant includes services/b/x.cc '#include <hiredis/hiredis.h>'
  plant includes services/b/x.cc '#include "services/a/x.h"'
  plant includes common/x/x.cc '#include "services/a/x.h"'
  plant includes services/b/x.cc '#include "services/b/storage/postgres_y.h"'
  plant includes services/b/x.cc '#include "tests/support/await.h"'
  plant clock services/b/x.cc 'auto t = absl::Now();'
  plant clock services/b/x.cc 'std::this_thread::sleep_for(x);'
  plant clock services/b/x.cc 'std::getenv("X");'
  plant clock services/b/postgres_x.cc '"UPDATE t SET x = now()"'
  plant words services/b/x.cc '// written by an AI model'
  plant sizes services/b/x.cc "$(printf '//\\n%.0s' $(seq 301))"
  plant sizes services/b/main.cc "$(printf '//\\n%.0s' $(seq 41))"
  mkdir -p "$tree/common/metrics" "$tree/docs"
  printf '| `salur_a` |\n' >"$tree/docs/metrics.md"
  plant metrics common/metrics/metric_names.h 'constexpr char kB[] = "salur_b";'
  if command -v clang-format >/dev/null; then plant format services/b/x.cc 'int   x ;'; fi
}

case $rule in
  includes | clock | sizes | words | metrics | format) "check_$rule" ;;
  selftest) selftest ;;
  *) echo "unknown rule $rule"; exit 2 ;;
esac
exit $breaches
