# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# status, logs, ctl, clean.

show_addresses() {
  local service endpoint
  for service in "${SERVICES[@]}"; do
    endpoint=$(cat "$(service_folder "$service")/endpoint.json" 2>/dev/null) || true
    printf '    %-11s gRPC %-16s metrics %s\n' "$service" \
      "$(endpoint_field "$endpoint" grpc)" "$(endpoint_field "$endpoint" metrics)"
  done
  note "try: ./salur ctl --help, ./salur demo, ./salur status; stop with ./salur down"
}

endpoint_field() { # JSON NAME: a text field
  local pattern="\"$2\"[[:space:]]*:[[:space:]]*\"([^\"]*)\""
  if [[ $1 =~ $pattern ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# component_state NAME: sets PID (may be empty) and STATE (running, stopped, external).
component_state() {
  PID='' STATE=stopped
  case $1 in
    postgres)
      if ! private_postgres; then STATE=external; return; fi
      postmaster
      PID=$POSTMASTER
      ;;
    redis)
      if ! private_redis; then STATE=external; return; fi
      find_processes "$REDIS_DIR" "$REDIS_PROGRAM"
      PID=${FOUND[0]:-}
      ;;
    *) if service_pid "$1"; then PID=$REPLY; fi ;;
  esac
  if [[ -n $PID ]]; then STATE=running; fi
}

component_address() { # NAME
  local endpoint
  case $1 in
    postgres) printf '%s' "${SOCKET_DIR:-}" ;;
    redis) printf '%s' "${SOCKET_DIR:+$SOCKET_DIR/redis.sock}" ;;
    *)
      endpoint=$(cat "$(service_folder "$1")/endpoint.json" 2>/dev/null) || true
      printf '%s' "$(endpoint_field "$endpoint" grpc)"
      [[ -z $endpoint ]] || printf '  metrics %s' "$(endpoint_field "$endpoint" metrics)"
      ;;
  esac
}

command_status() {
  local name json=false all=true first=true
  case "$*" in
    '') ;;
    --json) json=true ;;
    *) usage_error "status knows only --json" ;;
  esac
  init_stores
  if $json; then printf '{"components": {'; fi
  for name in postgres redis "${SERVICES[@]}"; do
    component_state "$name"
    [[ $STATE != stopped ]] || all=false
    if $json; then
      $first || printf ', '
      first=false
      printf '"%s": {"state": "%s", "pid": %s}' "$name" "$STATE" "${PID:-null}"
    elif [[ $STATE == running ]]; then
      printf '%-11s %-9s pid %-8s %s\n' "$name" "$STATE" "$PID" "$(component_address "$name")"
    else
      printf '%-11s %s\n' "$name" "$STATE"
    fi
  done
  if $json; then
    printf '}, "running": %s, "endpoints": %s}\n' "$all" "$(endpoints_json)"
  else
    show_clock
  fi
  $all || exit 3
}

show_clock() {
  read_clock
  if ((CLOCK_REAL == 0)); then return; fi
  now_us
  printf '%-11s %s (moved ahead by demonstrations%s)\n' clock \
    "$(rfc3339 $((CLOCK_SCALED + (REPLY - CLOCK_REAL) * CLOCK_RATE)))" \
    "$( ((CLOCK_RATE == 1)) || printf ', %s times as fast as real time' "$CLOCK_RATE")"
}

command_logs() {
  local follow=() names=() files=() name
  for name; do
    case $name in
      -f) follow=(-F) ;;
      intake | routing | escalation) names+=("$name.jsonl") ;;
      postgres | redis) names+=("$name.log") ;;
      *) usage_error "there are logs of intake, routing, escalation, postgres and redis; not '$name'" ;;
    esac
  done
  if ((${#names[@]} == 0)); then names=(routing.jsonl intake.jsonl escalation.jsonl); fi
  for name in "${names[@]}"; do
    if [[ -f $LOG_DIR/$name ]]; then files+=("$LOG_DIR/$name"); fi
  done
  ((${#files[@]} > 0)) || die "no logs yet; start with ./salur up"
  exec tail -n 100 "${follow[@]}" -- "${files[@]}"
}

command_ctl() {
  [[ -x $BIN_DIR/salurctl ]] || die "salurctl is not built yet; start with ./salur up"
  [[ -f $ENDPOINTS_FILE || $# -eq 0 || $* == *--help* || $* == *--version* ]] ||
    die "Salur does not run; start it with ./salur up"
  SALUR_ENDPOINTS=${SALUR_ENDPOINTS:-$ENDPOINTS_FILE} exec "$BIN_DIR/salurctl" "$@"
}

command_clean() {
  local yes=false builds=false option answer
  for option; do
    case $option in
      --yes) yes=true ;;
      --build) builds=true ;;
      *) usage_error "clean knows --yes and --build, not '$option'" ;;
    esac
  done
  init_stores
  if ! $yes; then
    [[ -t 0 ]] || die "clean deletes all data of this checkout; say --yes"
    read -r -p "Delete all complaints, logs and keys in $STATE_DIR? [y/N] " answer
    [[ $answer == [yY] ]] || die "nothing was deleted"
  fi
  if [[ -d $STATE_DIR ]]; then
    prepare_folders
    take_lock
    stop_everything
    rm -rf -- "$STATE_DIR"
  fi
  rm -rf -- "$LOCAL_DIR"
  if $builds; then rm -rf -- "$ROOT/build"; fi
  step "deleted"
}
