# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Building with a CMake preset. All commands share build/<preset>.

# Compilers at once: as many as processors, but about 1.5 GiB of memory for each.
job_count() {
  local jobs mib=0 key value limit used
  jobs=$(nproc)
  if [[ -n ${SALUR_JOBS:-} ]]; then
    printf '%s' "$SALUR_JOBS"
    return
  fi
  while read -r key value _; do
    if [[ $key == MemAvailable: ]]; then mib=$((value / 1024)); fi
  done </proc/meminfo
  # A container's limit.
  if { read -r limit </sys/fs/cgroup/memory.max && read -r used </sys/fs/cgroup/memory.current; } \
    2>/dev/null && [[ $limit =~ ^[0-9]+$ ]]; then
    if (((limit - used) / 1048576 < mib)); then mib=$(((limit - used) / 1048576)); fi
  fi
  if ((mib > 0 && mib / 1536 < jobs)); then jobs=$((mib / 1536)); fi
  printf '%s' "$((jobs > 0 ? jobs : 1))"
}

cached() { # BUILD_DIR NAME: the value of a CMake cache entry
  sed -n "s/^$2:[A-Z]*=//p" "$1/CMakeCache.txt" 2>/dev/null
}

BUILD_OPTIONS=()  # more options for CMake

# build PRESET TESTS(ON|OFF) TARGET...: configures when needed, then builds.
build() {
  local preset=$1 tests=$2 dir=$ROOT/build/$1 options=("${BUILD_OPTIONS[@]}") log=$LOG_DIR/configure-$1.log
  shift 2
  if [[ -n ${SALUR_BIN_DIR:-} ]]; then return; fi
  mkdir -p "$dir" 2>/dev/null && [[ -w $dir ]] || die "cannot write to $dir: $(folder_trouble "$dir")"
  exec 7>"$dir/.lock"
  flock -n 7 || { step "waiting for another build of build/$preset"; flock 7; }
  prepare_ccache

  # A copied or moved checkout: CMake's paths are those of the old place.
  if [[ -f $dir/CMakeCache.txt && $(cached "$dir" CMAKE_HOME_DIRECTORY) != "$ROOT" ]]; then
    find "$dir" -mindepth 1 -maxdepth 1 ! -name .lock -exec rm -rf {} +
  fi
  if [[ ! -f $dir/build.ninja ]] ||
    [[ $tests == ON && $(cached "$dir" SALUR_BUILD_TESTS) != ON ]]; then
    [[ -f $dir/build.ninja ]] || need_space "$dir" 3000 "the build"
    # Without the tests' packages the tests cannot be configured; `test` switches them on.
    if [[ $preset != release ]]; then options+=("-DSALUR_BUILD_TESTS=$tests"); fi
    step "configuring (preset $preset)"
    : >"$log"
    (cd "$ROOT" && quietly "cmake" "$log" cmake --preset "$preset" "${options[@]}") || {
      tail -n 25 "$log" >&2
      die "CMake could not configure the build; see $log"
    }
  fi
  run_ninja "$dir" "$@"
  exec 7>&-
}

run_ninja() { # DIR TARGET...
  local dir=$1 jobs output
  shift
  # A build with nothing to do says nothing.
  output=$(ninja -C "$dir" -n "$@" 2>&1 </dev/null) || true
  if [[ $output != *'no work to do'* ]]; then
    jobs=$(job_count)
    step "building ($PRESET_LABEL$jobs compilers at once; the first time takes minutes)"
    (cd "$dir" && NINJA_STATUS='[%f/%t %es] ' ${NINJA_WRAPPER:-} ninja -j "$jobs" "$@" \
      </dev/null 7>&- 9>&-) || {
      if (($(free_mib "$dir") < 50)); then die "the build stopped: the disk is full"; fi
      die "the build failed; the first error above says why"
    }
  fi
}

prepare_ccache() {
  local cache=${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache}
  mkdir -p "$cache" 2>/dev/null && [[ -w $cache ]] || export CCACHE_DIR=$LOCAL_DIR/ccache
}

build_programs() {
  PRESET_LABEL="preset $PRESET, "
  build "$PRESET" OFF salur-intake salur-routing salur-escalation salurctl
}
