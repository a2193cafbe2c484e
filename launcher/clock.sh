# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# The services' clock. Without the file `clock` it is the real one. After a demonstration the file
# holds an anchor "REAL SCALED RATE" (microseconds since 1970, and how fast), and the clock goes on
# from there: no stored fact may lie in the future of the clock.

read_clock() { # sets CLOCK_REAL, CLOCK_SCALED, CLOCK_RATE
  CLOCK_REAL=0 CLOCK_SCALED=0 CLOCK_RATE=1
  if [[ -s $STATE_DIR/clock ]]; then
    read -r CLOCK_REAL CLOCK_SCALED CLOCK_RATE <"$STATE_DIR/clock" || true
  fi
}

now_us() { REPLY=${EPOCHREALTIME/[.,]/}; }

# anchor_clock RATE UNTIL: the clock reached its reading at the real time UNTIL, and goes on from
# now at RATE. No service may run.
anchor_clock() {
  local rate=$1 until=$2 now scaled
  read_clock
  now_us
  now=$REPLY
  if ((CLOCK_REAL == 0)); then
    if ((rate == 1)); then return; fi
    CLOCK_REAL=$now CLOCK_SCALED=$now until=$now
  fi
  # A crash in the middle of a demonstration must not cost decades.
  if ((until - CLOCK_REAL > 86400000000 && CLOCK_RATE > 1)); then
    until=$((CLOCK_REAL + 86400000000))
  fi
  scaled=$CLOCK_SCALED
  if ((until > CLOCK_REAL)); then scaled=$((scaled + (until - CLOCK_REAL) * CLOCK_RATE)); fi
  if ((CLOCK_RATE == 1)); then scaled=$((CLOCK_SCALED + now - CLOCK_REAL)); fi
  if ((scaled < now)); then scaled=$now; fi
  printf '%s %s %s\n' "$now" "$scaled" "$rate" >"$STATE_DIR/clock.new"
  mv -f "$STATE_DIR/clock.new" "$STATE_DIR/clock"
}

# set_clock RATE: stops the services when they have to change to it.
set_clock() {
  local until
  read_clock
  if ((CLOCK_RATE == $1)); then return; fi
  running_services
  if ((${#RUNNING[@]} > 0)); then
    stop_services
    now_us
    until=$REPLY
  else
    last_write_us
    until=$REPLY
  fi
  anchor_clock "$1" "$until"
}

# Services that died with a fast clock: their last fact is not younger than the database's last write.
last_write_us() { # sets REPLY
  local newest
  now_us
  private_postgres || return 0
  newest=$(find "$POSTGRES_DIR/pg_wal" -maxdepth 1 -type f -printf '%T@\n' 2>/dev/null |
    sort -n | tail -n 1) || true
  newest=${newest/./}
  newest=${newest:0:16}
  if [[ -n $newest ]] && ((newest < REPLY)); then REPLY=$newest; fi
}

rfc3339() { # MICROSECONDS
  date -u -d "@$(($1 / 1000000)).$(printf '%06d' $(($1 % 1000000)))" +%Y-%m-%dT%H:%M:%S.%6NZ
}

# clock_environment: sets CLOCK_ENVIRONMENT for the services.
clock_environment() {
  CLOCK_ENVIRONMENT=()
  read_clock
  if ((CLOCK_REAL == 0)); then return; fi
  CLOCK_ENVIRONMENT=("SALUR_CLOCK_RATE=$CLOCK_RATE"
    "SALUR_CLOCK_EPOCH=$(rfc3339 "$CLOCK_REAL")/$(rfc3339 "$CLOCK_SCALED")")
}

command_demo() {
  local lang=en rate status=0 began=$SECONDS
  check_variables
  rate=${SALUR_CLOCK_RATE:-172800}
  while (($# > 0)); do
    case $1 in
      --lang) lang=${2:-} && shift ;;
      --lang=*) lang=${1#*=} ;;
      *) usage_error "demo does not know '$1'; use --lang id or --lang en" ;;
    esac
    (($# == 0)) || shift
  done
  [[ $lang == id || $lang == en ]] || usage_error "--lang is id or en"

  bring_up_stores
  if ! all_data_loaded; then
    set_clock 1
    bring_up_services
    load_data
  fi
  step "demonstration: $((rate / 86400 > 0 ? rate / 86400 : 1)) days pass in every second"
  set_clock "$rate"
  # Whatever happens from here on, the clock goes back to human speed.
  trap 'set_clock 1' EXIT
  trap 'exit 130' INT TERM HUP
  bring_up_services
  load_data
  (cd "$ROOT" && SALUR_ENDPOINTS=$ENDPOINTS_FILE timeout --foreground 300 \
    "$BIN_DIR/salurctl" demo --lang "$lang" 9>&-) || status=$?
  trap - EXIT INT TERM HUP
  step "back to human speed"
  set_clock 1
  bring_up_services
  load_data
  if ((status != 0)); then
    die "the demonstration ended with $status; logs: ./salur logs, state: ./salur status"
  fi
  step "done in $((SECONDS - began)) s; Salur keeps running"
  next_commands "$lang"
}

# salurctl has named commands for the complaints just filed; these are for the system.
next_commands() { # LANG
  if [[ $1 == id ]]; then
    cat <<'END'
    ./salur status                 apa yang berjalan, dan di mana
    ./salur ctl --help             melapor, mengikuti dan menjawab sendiri
    ./salur logs routing -f        melihat satu layanan bekerja
    ./salur down                   menghentikan semuanya; datanya tetap ada
END
  else
    cat <<'END'
    ./salur status                 what runs, and where
    ./salur ctl --help             file, follow and answer by hand
    ./salur logs routing -f        watch a service work
    ./salur down                   stop everything; the data stays
END
  fi
}
