# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Finding, starting and ending processes. A process is ours when its program and its working
# directory are: each runs in a folder of its own under the state directory. That holds after a
# crash, a lost pid file or a reboot, and never mistakes a recycled pid for ours.

# process_start PID: sets REPLY to the start time in ticks; fails when it is gone or a zombie.
process_start() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  REPLY=${fields[19]}
}

process_parent() { # PID: sets REPLY
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  REPLY=${fields[1]}
}

# find_processes DIR PROGRAM: sets FOUND to the pids that run PROGRAM (a pattern) in DIR.
find_processes() {
  local entry link program
  FOUND=()
  while IFS=$'\t' read -r entry link; do
    [[ ${link% (deleted)} == "$1" ]] || continue
    program=$(readlink "$entry/exe" 2>/dev/null) || continue
    program=${program% (deleted)}
    # shellcheck disable=SC2053
    [[ ${program##*/} == $2 ]] || continue
    if process_start "${entry#/proc/}"; then FOUND+=("${entry#/proc/}"); fi
  done < <(find /proc/[0-9]*/cwd -maxdepth 0 -printf '%h\t%l\n' 2>/dev/null)
}

# launch DIR LOG COMMAND...: starts a daemon in DIR; it keeps no terminal and no file of ours.
# Sets LAUNCHED.
declare -A LOG_BEGAN  # by log file: its length before the last start
launch() {
  local dir=$1 log=$2 size=0
  shift 2
  if [[ -f $log ]]; then size=$(stat -c %s "$log"); fi
  if ((size > 20000000)); then
    mv -f "$log" "$log.1"
    size=0
  fi
  LOG_BEGAN[$log]=$size
  (
    umask 077
    exec </dev/null >>"$log" 2>&1
    close_files
    cd "$dir" || exit 1
    exec setsid "$@"
  ) &
  LAUNCHED=$!
}

last_words() { # LOG LINES: what the process wrote since its last start
  tail -c "+$((${LOG_BEGAN[$1]:-0} + 1))" "$1" 2>/dev/null | tail -n "$2" || true
}

close_files() {
  local fd
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    if ((fd > 2 && fd != 255)); then eval "exec $fd>&-"; fi
  done
}

# await_end SECONDS PID...: true when all have ended. Shows a line when it takes long.
await_end() {
  local limit=$((SECONDS + $1)) told=$((SECONDS + 2)) pid alive
  shift
  while true; do
    alive=()
    for pid; do
      if process_start "$pid"; then alive+=("$pid"); else wait "$pid" 2>/dev/null || true; fi
    done
    ((${#alive[@]} > 0)) || return 0
    ((SECONDS < limit)) || return 1
    if ((SECONDS >= told)); then
      note "waiting for process ${alive[*]} to end"
      told=$((SECONDS + 5))
    fi
    sleep 0.05
  done
}

# end_processes SIGNAL SECONDS PID...: the signal, then KILL to what is left.
end_processes() {
  local signal=$1 seconds=$2
  shift 2
  (($# > 0)) || return 0
  kill -s "$signal" "$@" 2>/dev/null || true
  await_end "$seconds" "$@" && return
  warn "process $* did not end within $seconds s: killed"
  kill -s KILL "$@" 2>/dev/null || true
  await_end 10 "$@" || die "process $* cannot be ended"
}
