# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# test and bench. `test fresh` is in fresh.sh.

command_test() {
  local label=${1:-}
  case $label in
    fresh)
      shift
      command_fresh "$@"
      return
      ;;
    asan) run_tests asan '' ;;
    tsan) run_tests tsan 'unit|contract|component' ;;
    '' | [a-z]*) run_tests "$PRESET" "$label" ;;
    *) usage_error "'$label' is not a label; labels: unit, contract, component, e2e, lint" ;;
  esac
}

run_tests() { # PRESET LABELS: builds all, then ctest; its summary and exit code are ours
  local preset=$1 labels=$2 purpose=test select=() wrapper=() name quote="'"
  [[ -z $labels ]] || select=(-L "^($labels)\$")
  if [[ $labels == lint || -n ${CI:-} ]]; then purpose=lint; fi
  mkdir -p -m 0700 "$LOCAL_DIR" "$LOG_DIR" 2>/dev/null && [[ -w $LOG_DIR ]] ||
    die "cannot write to $LOG_DIR: $(folder_trouble "$LOG_DIR")"
  local jobs=${SALUR_JOBS:-}
  check_variables
  [[ $preset != release ]] || usage_error "the preset release has no tests; unset SALUR_PRESET"
  ensure_packages "$purpose"

  case $preset in
    asan)
      export ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1
      export UBSAN_OPTIONS=print_stacktrace=1
      if [[ -f $ROOT/tests/lsan.supp ]]; then
        export LSAN_OPTIONS="suppressions=$quote$ROOT/tests/lsan.supp$quote print_suppressions=0"
      fi
      ;;
    tsan)
      export TSAN_OPTIONS="ignore_noninstrumented_modules=1 second_deadlock_stack=1"
      if [[ -f $ROOT/tests/tsan.supp ]]; then
        TSAN_OPTIONS+=" suppressions=$quote$ROOT/tests/tsan.supp$quote"
      fi
      # The shadow memory of this compiler's runtime does not fit every random layout of newer kernels.
      if setarch -R true 2>/dev/null; then wrapper=(setarch -R); fi
      ;;
  esac
  PRESET_LABEL="preset $preset, "
  # Configured before clang-format was installed: CMake has to look again.
  if [[ $purpose == lint && $(cached "$ROOT/build/$preset" SALUR_CLANG_FORMAT) == *NOTFOUND ]]; then
    rm -f "$ROOT/build/$preset/build.ninja"
  fi
  # Tests are run once while they are built, to list them.
  for name in ${!SALUR_@}; do unset "$name"; done
  SALUR_JOBS=$jobs NINJA_WRAPPER="${wrapper[*]}" build "$preset" ON
  step "testing ($preset${labels:+, $labels})"
  "${wrapper[@]}" ctest --test-dir "$ROOT/build/$preset" --output-on-failure -j "$(nproc)" \
    --no-tests=error "${select[@]}" </dev/null
}

command_bench() {
  local name=${1:-} script=$ROOT/bench/${1:-}/run.sh
  [[ $name =~ ^[a-z]+$ && -x $script ]] || usage_error "bench measures one of: $(benchmarks)"
  shift
  check_variables
  mkdir -p -m 0700 "$LOCAL_DIR" "$LOG_DIR"
  ensure_packages bench
  PRESET_LABEL="preset release, "
  BUILD_OPTIONS=(-DSALUR_BUILD_BENCH=ON)
  if [[ $(cached "$ROOT/build/release" SALUR_BUILD_BENCH) != ON ]]; then
    rm -f "$ROOT/build/release/build.ninja"
  fi
  build release OFF "bench_$name"
  exec "$script" "$ROOT/build/release/bin/bench_$name" "$@"
}

benchmarks() { # their names
  local script names=()
  for script in "$ROOT"/bench/*/run.sh; do
    script=${script%/run.sh}
    names+=("${script##*/}")
  done
  printf '%s' "${names[*]}"
}
