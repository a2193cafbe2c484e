# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Migrating, starting, watching and stopping the three services; loading data/.

service_folder() { printf '%s/%s' "$RUN_DIR" "$1"; }

service_port() { # NAME: sets GRPC_PORT and METRICS_PORT
  case $1 in
    intake) GRPC_PORT=7710 ;;
    routing) GRPC_PORT=7720 ;;
    escalation) GRPC_PORT=7730 ;;
  esac
  METRICS_PORT=$((GRPC_PORT + 2000))
}

# service_environment NAME: sets SERVICE_ENVIRONMENT, all that the service gets to see.
service_environment() {
  service_port "$1"
  SERVICE_ENVIRONMENT=("PATH=$PATH" "HOME=$HOME" LC_ALL=C.UTF-8
    SALUR_ENVIRONMENT=development
    "SALUR_POSTGRES_DSN_FILE=$SECRETS_DIR/$1.dsn"
    "SALUR_LISTEN=127.0.0.1:$GRPC_PORT,unix:$SOCKET_DIR/$1.sock"
    "SALUR_METRICS_LISTEN=127.0.0.1:$METRICS_PORT"
    "SALUR_PORT_FALLBACK=${SALUR_PORT_FALLBACK:-true}"
    "SALUR_ENDPOINT_FILE=$(service_folder "$1")/endpoint.json"
    "SALUR_LOG_LEVEL=${SALUR_LOG_LEVEL:-info}"
    "${CLOCK_ENVIRONMENT[@]}")
  if private_redis; then
    SERVICE_ENVIRONMENT+=("SALUR_REDIS_URL=unix://$SOCKET_DIR/redis.sock")
  else
    SERVICE_ENVIRONMENT+=("SALUR_REDIS_URL_FILE=$SECRETS_DIR/redis.url")
  fi
  case $1 in
    intake) SERVICE_ENVIRONMENT+=("SALUR_ROUTING_ADDRESS=unix:$SOCKET_DIR/routing.sock"
      "SALUR_TRACKING_KEY_FILE=$SECRETS_DIR/tracking.key"
      "SALUR_PIN_KEY_FILE=$SECRETS_DIR/pin.key") ;;
    routing) SERVICE_ENVIRONMENT+=("SALUR_INTAKE_ADDRESS=unix:$SOCKET_DIR/intake.sock"
      "SALUR_BOUNDARIES_FILE=$ROOT/data/boundaries.bin"
      "SALUR_ESCALATION_ADDRESS=unix:$SOCKET_DIR/escalation.sock") ;;
    escalation) SERVICE_ENVIRONMENT+=("SALUR_ROUTING_ADDRESS=unix:$SOCKET_DIR/routing.sock") ;;
  esac
}

# service_stamp NAME: sets REPLY to what a running service has to match, or it is started anew.
service_stamp() {
  service_environment "$1"
  REPLY=$({
    stat -L -c '%n %i %s %Y' "$BIN_DIR/salur-$1"
    [[ $1 != routing ]] || stat -L -c '%n %i %s %Y' "$ROOT/data/boundaries.bin"
    printf '%s\n' "${SERVICE_ENVIRONMENT[@]}" "${SALUR_POSTGRES_DSN:-}" "${SALUR_REDIS_URL:-}"
  } | sha256sum) || die "the program $BIN_DIR/salur-$1 is missing"
  REPLY=${REPLY:0:16}
}

# service_pid NAME: sets REPLY; fails when it does not run.
service_pid() {
  local pid start
  { read -r pid start <"$(service_folder "$1")/process"; } 2>/dev/null || return 1
  process_start "$pid" && [[ $REPLY == "$start" ]] || return 1
  REPLY=$pid
}

running_services() { # sets RUNNING to the pids of all of them, recorded or not
  local service
  RUNNING=()
  for service in "${SERVICES[@]}"; do
    find_processes "$(service_folder "$service")" "salur-$service"
    RUNNING+=("${FOUND[@]}")
  done
}

stop_services() { # [NAME...]: all by default
  local service pids=()
  (($# > 0)) || set -- "${SERVICES[@]}"
  for service; do
    find_processes "$(service_folder "$service")" "salur-$service"
    pids+=("${FOUND[@]}")
  done
  if ((${#pids[@]} > 0)); then
    step "stopping $*"
    end_processes TERM 15 "${pids[@]}"
  fi
  for service; do
    rm -f "$(service_folder "$service")"/{process,stamp,endpoint.json}
  done
}

bring_up_stores() {
  prepare_folders
  check_variables
  take_lock
  # Before an hour of work, not after it.
  [[ -n ${SALUR_BIN_DIR:-} || -f $ROOT/build/$PRESET/build.ninja ]] ||
    need_space "$ROOT" 3000 "the build"
  need_space "$STATE_DIR" 300 "the data"
  ensure_packages run
  build_programs
  init_stores
  choose_socket_dir
  # Before the database starts and writes: services may have died with a fast clock.
  running_services
  if ((${#RUNNING[@]} == 0)); then set_clock 1; fi
  start_postgres
  start_redis
}

bring_up_services() {
  local service starting=() folder
  clock_environment
  for service in "${SERVICES[@]}"; do
    folder=$(service_folder "$service")
    mkdir -p -m 0700 "$folder"
    service_stamp "$service"
    if [[ $(cat "$folder/stamp" 2>/dev/null) != "$REPLY" ]] || ! service_pid "$service"; then
      starting+=("$service")
    fi
  done
  if ((${#starting[@]} > 0)); then
    stop_services "${starting[@]}"
    provision
    migrate "${starting[@]}"
    step "starting ${starting[*]}"
    for service in "${starting[@]}"; do start_service "$service"; done
    for service in "${starting[@]}"; do await_service "$service"; done
  fi
  write_endpoints
}

migrate() { # NAME...
  local service log=$LOG_DIR/migrate.log
  : >"$log"
  for service; do
    quietly "migrating $service" "$log" env -i "PATH=$PATH" "HOME=$HOME" LC_ALL=C.UTF-8 \
      SALUR_ENVIRONMENT=development "SALUR_POSTGRES_DSN_FILE=$SECRETS_DIR/owner.dsn" \
      "$BIN_DIR/salur-$service" --migrate || {
      tail -n 5 "$log" >&2
      die "the migration of $service failed; its last lines are above, all of them in $log"
    }
  done
}

start_service() { # NAME
  local folder
  folder=$(service_folder "$1")
  service_stamp "$1"
  local stamp=$REPLY
  if [[ ${SALUR_PORT_FALLBACK:-true} == false ]]; then
    port_must_be_free "$1" "$GRPC_PORT"
    port_must_be_free "$1" "$METRICS_PORT"
  fi
  rm -f "$folder/endpoint.json"
  launch "$folder" "$LOG_DIR/$1.jsonl" env -i "${SERVICE_ENVIRONMENT[@]}" "$BIN_DIR/salur-$1"
  process_start "$LAUNCHED" || service_failed "$1"
  printf '%s %s\n' "$LAUNCHED" "$REPLY" >"$folder/process"
  printf '%s\n' "$stamp" >"$folder/stamp"
}

port_must_be_free() { # NAME PORT
  if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then
    die "port $2 ($1) is taken by another program: end that, or do not set SALUR_PORT_FALLBACK=false"
  fi
}

await_service() { # NAME: until it has bound its addresses
  local limit=$((SECONDS + 30)) told=$((SECONDS + 2)) file
  file=$(service_folder "$1")/endpoint.json
  until [[ -s $file ]]; do
    service_pid "$1" || service_failed "$1"
    ((SECONDS < limit)) || service_failed "$1"
    if ((SECONDS >= told)); then
      note "waiting for $1 to listen"
      told=$((SECONDS + 5))
    fi
    sleep 0.05
  done
}

service_failed() { # NAME
  last_words "$LOG_DIR/$1.jsonl" 5 >&2
  if service_pid "$1"; then
    die "$1 does not listen after 30 s; its last lines are above, all of them in $LOG_DIR/$1.jsonl"
  fi
  die "$1 ended at once; its last lines are above, all of them in $LOG_DIR/$1.jsonl"
}

# endpoints_json: what runs and where, without secrets. The services' own words, joined.
endpoints_json() {
  local service line
  printf '{\n  "checkout": %s,\n' "$(json_string "$ROOT")"
  for service in "${SERVICES[@]}"; do
    line=$(cat "$(service_folder "$service")/endpoint.json" 2>/dev/null) || continue
    [[ $line == \{*\} ]] || continue
    printf '  "%s": %s,\n' "$service" "$line"
  done
  if private_postgres; then
    [[ -z $SOCKET_DIR ]] || printf '  "postgres": {"socket_dir": %s, "port": 5432, "database": "salur"},\n' \
      "$(json_string "$SOCKET_DIR")"
  else
    printf '  "postgres": {"external": true, "database": "salur"},\n'
  fi
  if private_redis; then
    [[ -z $SOCKET_DIR ]] || printf '  "redis": {"socket": %s},\n' "$(json_string "$SOCKET_DIR/redis.sock")"
  else
    printf '  "redis": {"external": true},\n'
  fi
  read_clock
  printf '  "clock": {"rate": %s, "ahead_s": %s}\n}\n' "$CLOCK_RATE" \
    "$(((CLOCK_SCALED - CLOCK_REAL) / 1000000))"
}

write_endpoints() {
  endpoints_json >"$ENDPOINTS_FILE.new" && mv -f "$ENDPOINTS_FILE.new" "$ENDPOINTS_FILE" ||
    die "cannot write to $ENDPOINTS_FILE"
}

salurctl() { (cd "$ROOT" && SALUR_ENDPOINTS=$ENDPOINTS_FILE "$BIN_DIR/salurctl" "$@" 9>&-); }

await_health() { # NAME...
  local log=$LOG_DIR/health.log service wanted=()
  : >"$log"
  for service; do wanted+=(--service "$service"); done
  quietly "waiting until $* serve" "$log" salurctl health --wait 20s "${wanted[@]}" && return
  tail -n 8 "$log" >&2
  for service in "${SERVICES[@]}"; do service_pid "$service" || service_failed "$service"; done
  die "not all services serve after 20 s (above: salurctl health); logs: ./salur logs"
}

# data_stamp WHAT: sets REPLY to the files and the database that they are for.
data_stamp() {
  local files=("$ROOT/data/$1.csv")
  [[ $1 != directory ]] || files=("$ROOT"/data/{regions,agency_,categories,routing_rules}*.csv*)
  REPLY=$({ database_identity && sha256sum "${files[@]}"; } 2>/dev/null | sha256sum) || true
  REPLY=${REPLY:0:16}
}

data_loaded() { # WHAT
  local loaded=$STATE_DIR/loaded-$1
  [[ -s $loaded ]] || return 1
  data_stamp "$1"
  [[ $(<"$loaded") == "$REPLY" ]]
}

# Without a first start there is no database to ask, and nothing is loaded.
all_data_loaded() {
  [[ -s $SECRETS_DIR/postgres-admin || -n ${SALUR_POSTGRES_DSN:-} ]] || return 1
  connect_as_admin
  data_loaded directory && data_loaded holidays
}

load_data() {
  if ! all_data_loaded; then
    # Intake serves when the directory is loaded, which these two do.
    await_health routing escalation
    load_one directory directory import --data "$ROOT/data"
    load_one holidays holidays import "$ROOT/data/holidays.csv"
  fi
  await_health "${SERVICES[@]}"
}

load_one() { # WHAT SALURCTL-ARGUMENTS...
  local what=$1
  shift
  if data_loaded "$what"; then return; fi
  step "loading data/: $what"
  salurctl "$@" </dev/null || die "the $what could not be loaded; salurctl's message is above"
  data_stamp "$what"
  printf '%s\n' "$REPLY" >"$STATE_DIR/loaded-$what"
}

command_up() {
  local began=$SECONDS
  (($# == 0)) || usage_error "up takes no arguments"
  bring_up_stores
  set_clock "${SALUR_CLOCK_RATE:-1}"
  bring_up_services
  load_data
  step "Salur is up ($((SECONDS - began)) s)"
  show_addresses
}

command_down() {
  (($# == 0)) || usage_error "down takes no arguments"
  init_stores
  if [[ ! -d $STATE_DIR ]]; then
    note "nothing of this checkout runs"
    return
  fi
  prepare_folders
  take_lock
  stop_everything
  step "everything is stopped; the data stays in $STATE_DIR"
}

stop_everything() {
  set_clock 1
  stop_services
  stop_redis
  stop_postgres
  rm -f "$ENDPOINTS_FILE"
  if [[ -n $SOCKET_DIR && -d $SOCKET_DIR && ! -L $SOCKET_DIR &&
    ${SOCKET_DIR##*/} == "salur-$EUID-$CHECKOUT_ID" ]]; then
    rm -rf -- "$SOCKET_DIR"
  fi
}
