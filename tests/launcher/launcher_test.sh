#!/bin/bash
# Tests of ./salur with real PostgreSQL and Redis and fake services, in a copy of the launcher at an
# unkind place: 150 characters, a space, a closed parent folder. Runs as root or as anybody.
# Usage: launcher_test.sh [NAME...]
set -euo pipefail
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8

SOURCE=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
WORK=$(mktemp -d /tmp/salur-launcher-test.XXXXXX)
trap 'cleanup' EXIT

prepare() {
  g++ -std=c++20 -O0 -o "$WORK/fake" "$SOURCE/tests/launcher/fake_service.cc"
  make_checkout first
}

# make_checkout NAME: sets CHECKOUT and BIN
make_checkout() {
  CHECKOUT="$WORK/$1 closed/$(printf '%0150d' 0 | tr 0 s)"
  CHECKOUT=${CHECKOUT:0:150}
  BIN=$WORK/bin-$1
  mkdir -p "$CHECKOUT/data" "$BIN"
  chmod 0700 "$WORK/$1 closed"
  cp -r "$SOURCE/salur" "$SOURCE/launcher" "$CHECKOUT/"
  echo date >"$CHECKOUT/data/holidays.csv"
  for name in intake routing escalation; do cp "$WORK/fake" "$BIN/salur-$name"; done
  cp "$SOURCE/tests/launcher/fake_salurctl" "$BIN/salurctl"
}

cleanup() {
  local checkout
  for checkout in "$WORK"/*' closed'/*; do
    [[ ! -x $checkout/salur ]] || env -i "$checkout/salur" clean --yes >/dev/null 2>&1 || true
  done
  rm -rf "$WORK"
}

salur() { env -i "SALUR_BIN_DIR=$BIN" "${VARIABLES[@]}" "$CHECKOUT/salur" "$@" 9>&- </dev/null; }
begin_stopped() {
  rm -f "$BIN"/fault.*
  salur down
}
fail() {
  printf '  line %s: %s\n' "${BASH_LINENO[0]}" "$*" >&2
  exit 1
}
pid_of() { salur status | awk -v name="$1" '$1 == name && $2 == "running" {print $4}'; }
endpoint() { sed -n "s/.*\"$1\": {\"grpc\":\"\([^\"]*\)\".*/\1/p" "$CHECKOUT/.salur/endpoints.json"; }
# Every process of the checkout works in its state folder.
state_dir() {
  if ((EUID == 0)); then
    grep -lxF "$CHECKOUT" /var/lib/salur/*/checkout | xargs dirname
  else
    printf '%s/.salur' "$CHECKOUT"
  fi
}
nothing_left() {
  local left
  left=$(find /proc/[0-9]*/cwd -maxdepth 0 -printf '%h %l\n' 2>/dev/null | grep -F "$(state_dir)/" || true)
  [[ -z $left ]] || fail "processes are left: $left"
  [[ ! -e $CHECKOUT/.salur/endpoints.json ]] || fail "endpoints.json is left"
}

test_up_starts_all_and_again_is_quick() {
  salur up
  [[ $(salur status | grep -c running) == 5 ]] || fail "not all run"
  grep -qx 'directory import --data '"$CHECKOUT/data" "$BIN/calls" || fail "no import"
  local before imports began=$SECONDS
  before=$(salur status | grep running)
  imports=$(grep -c 'directory import' "$BIN/calls")
  salur up
  [[ $(salur status | grep running) == "$before" ]] || fail "a second up changed what runs"
  ((SECONDS - began < 10)) || fail "a second up took $((SECONDS - began)) s"
  [[ $(grep -c 'directory import' "$BIN/calls") == "$imports" ]] || fail "imported again"
  [[ $(salur status --json) == *'"running": true'* ]] || fail "status --json"
}

test_secrets_are_closed_and_not_published() {
  salur up
  local secret state
  state=$(state_dir)
  [[ $(stat -c %a "$state/secrets") == 700 ]] || fail "folder of secrets is open"
  [[ -z $(find "$state/secrets" -type f ! -perm 600) ]] || fail "a secret is readable"
  [[ $(stat -c %s "$state/secrets/tracking.key") == 32 ]] || fail "tracking key"
  secret=$(<"$state/secrets/postgres-intake")
  if grep -rqF "$secret" "$CHECKOUT/.salur/log" "$CHECKOUT/.salur/endpoints.json"; then
    fail "a password is published"
  fi
  [[ $(stat -c %a "$(<"$state/socket_dir")") == 700 ]] || fail "folder of sockets is open"
}

test_service_roles_stay_in_their_schema() {
  salur up
  local state dsn
  state=$(state_dir)
  dsn=$(<"$state/secrets/intake.dsn")
  psql -X -q -d "$dsn" -c 'SELECT 1' >/dev/null || fail "intake cannot connect"
  if psql -X -q -d "$dsn" -c 'CREATE TABLE intake.x (a int)' 2>/dev/null; then fail "intake has DDL"; fi
  psql -X -q -d "$(<"$state/secrets/owner.dsn")" -c 'CREATE TABLE routing.t (a int)' || fail "owner"
  if psql -X -q -d "$dsn" -c 'SELECT * FROM routing.t' 2>/dev/null; then fail "intake reads routing"; fi
}

test_data_survives_down() {
  salur up
  local owner
  owner=$(<"$(state_dir)/secrets/owner.dsn")
  psql -X -q -d "$owner" -c 'CREATE TABLE routing.kept AS SELECT 7 AS a'
  redis-cli -s "$(<"$(state_dir)/socket_dir")/redis.sock" set kept 7 >/dev/null
  salur down
  nothing_left
  salur up
  [[ $(psql -X -A -t -d "$owner" -c 'SELECT a FROM routing.kept') == 7 ]] || fail "table is gone"
  [[ $(redis-cli -s "$(<"$(state_dir)/socket_dir")/redis.sock" get kept) == 7 ]] || fail "key is gone"
}

test_killed_processes_come_back() {
  salur up
  local name before
  for name in intake postgres redis; do
    before=$(pid_of "$name")
    kill -9 "$before"
    salur up
    [[ -n $(pid_of "$name") && $(pid_of "$name") != "$before" ]] || fail "$name did not come back"
    [[ $(salur status | grep -c running) == 5 ]] || fail "not all run after kill of $name"
  done
  kill -9 "$(pid_of intake)" "$(pid_of routing)" "$(pid_of escalation)" "$(pid_of redis)" "$(pid_of postgres)"
  salur down
  nothing_left
  salur up
}

test_recycled_pids_are_left_alone() {
  salur up
  local state
  state=$(state_dir)
  kill -9 "$(pid_of postgres)" "$(pid_of intake)"
  sleep 300 &
  local stranger=$!
  # As after a reboot: the numbers belong to somebody else now.
  sed -i "1s/.*/$stranger/" "$state/postgres/postmaster.pid"
  sed -i "s/^[0-9]*/$stranger/" "$state/run/intake/process"
  salur up
  [[ $(salur status | grep -c running) == 5 ]] || fail "not all run"
  salur down
  kill -0 "$stranger" || fail "a stranger was killed"
  kill "$stranger"
}

test_lost_records_still_end() {
  salur up
  rm -f "$(state_dir)"/run/*/process
  salur down
  nothing_left
}

test_failed_start_says_why_and_leaves_nothing() {
  echo exit >"$BIN/fault.salur-routing"
  local output
  output=$(salur up 2>&1) && fail "up succeeded"
  [[ $output == *'planted failure of salur-routing'* ]] || fail "no reason: $output"
  [[ $output == *'routing.jsonl'* ]] || fail "no log file: $output"
  salur down
  nothing_left
}

test_deaf_service_is_killed() {
  echo deaf >"$BIN/fault.salur-escalation"
  salur up
  salur down
  nothing_left
}

test_new_program_restarts_its_service_only() {
  salur up
  local intake routing
  intake=$(pid_of intake) routing=$(pid_of routing)
  cp "$WORK/fake" "$BIN/new" && echo >>"$BIN/new" && mv "$BIN/new" "$BIN/salur-intake"
  salur up
  [[ $(pid_of intake) != "$intake" ]] || fail "intake still runs the old program"
  [[ $(pid_of routing) == "$routing" ]] || fail "routing was restarted"
}

test_two_checkouts_side_by_side() {
  salur up
  local first=$CHECKOUT first_bin=$BIN port
  port=$(endpoint intake)
  make_checkout second
  salur up
  [[ $(salur status | grep -c running) == 5 ]] || fail "the second does not run"
  [[ -n $(endpoint intake) && $(endpoint intake) != "$port" ]] || fail "both on $port"
  salur down
  nothing_left
  CHECKOUT=$first BIN=$first_bin
  [[ $(salur status | grep -c running) == 5 ]] || fail "the first was harmed"
}

test_taken_port_without_fallback_is_an_error() {
  salur up
  local first=$CHECKOUT first_bin=$BIN output
  make_checkout third
  VARIABLES=(SALUR_PORT_FALLBACK=false)
  output=$(salur up 2>&1) && fail "up succeeded on a taken port"
  [[ $output == *'port 7'*'is taken'* ]] || fail "no reason: $output"
  VARIABLES=()
  salur down
  nothing_left
  CHECKOUT=$first BIN=$first_bin
}

test_wrong_variables_are_listed_at_once() {
  local output
  VARIABLES=(SALUR_UNKNOWN=1 SALUR_LOG_LEVEL=loud)
  output=$(salur up 2>&1) && fail "up succeeded"
  [[ $output == *SALUR_UNKNOWN*SALUR_LOG_LEVEL* || $output == *SALUR_LOG_LEVEL*SALUR_UNKNOWN* ]] ||
    fail "$output"
  VARIABLES=()
}

test_demo_moves_the_clock_and_returns_to_human_speed() {
  salur demo --lang id
  local state first second
  state=$(state_dir)
  read -r _ first _ <"$state/clock"
  [[ $(cut -d' ' -f3 "$state/clock") == 1 ]] || fail "the clock still runs fast"
  grep -q '"rate": 1,' "$CHECKOUT/.salur/endpoints.json" || fail "endpoints"
  touch "$BIN/fault.demo"
  if salur demo >/dev/null 2>&1; then fail "a failed demonstration succeeded"; fi
  rm "$BIN/fault.demo"
  read -r _ second _ <"$state/clock"
  ((second > first)) || fail "the clock went backwards"
  [[ $(cut -d' ' -f3 "$state/clock") == 1 ]] || fail "the clock still runs fast after a failure"
  [[ $(salur status | grep -c running) == 5 ]] || fail "not all run after the demonstration"
  salur down
  salur up
  [[ $(tail -n 1 "$CHECKOUT/.salur/log/routing.jsonl") == *'"rate":"1","epoch":"20'* ]] || fail "no epoch"
}

test_killed_launcher_leaves_nothing_that_down_does_not_end() {
  local moment launcher
  salur clean --yes  # the first start has the most moments
  for moment in 0.1 0.3 0.6 0.9 1.2 1.5 1.8 2.5; do
    SALUR_BIN_DIR=$BIN setsid "$CHECKOUT/salur" up >/dev/null 2>&1 </dev/null &
    launcher=$!
    sleep "$moment"
    kill -9 "$launcher" 2>/dev/null || true
    wait "$launcher" 2>/dev/null || true
    salur down
    nothing_left
  done
  salur up
  [[ $(salur status | grep -c running) == 5 ]] || fail "not all run"
}

test_two_at_once_wait_for_each_other() {
  salur up >/dev/null 2>&1 &
  local other=$!
  salur up
  wait "$other" || fail "the other failed"
  [[ $(salur status | grep -c running) == 5 ]] || fail "not all run"
}

test_hijacked_socket_folder_is_refused() {
  salur down
  local dir output
  dir=$(<"$(state_dir)/socket_dir")
  ln -s /tmp "$dir"
  output=$(salur up 2>&1) && fail "up used a link"
  [[ $output == *'in the way'* ]] || fail "$output"
  rm "$dir"
}

test_external_servers_are_used() {
  salur up
  local first=$CHECKOUT first_bin=$BIN sockets password state
  state=$(state_dir)
  sockets=$(<"$state/socket_dir")
  password=$(<"$state/secrets/postgres-admin")
  make_checkout fourth
  VARIABLES=("SALUR_POSTGRES_DSN=postgresql://salur_admin:$password@/postgres?host=$sockets"
    "SALUR_REDIS_URL=unix://$sockets/redis.sock")
  salur up
  [[ $(salur status | grep -c external) == 2 ]] || fail "not external"
  grep -q "host='$sockets'" "$(state_dir)/secrets/intake.dsn" || fail "DSN"
  VARIABLES=("SALUR_POSTGRES_DSN=host=$sockets user=salur_admin password=$password dbname=postgres"
    "SALUR_REDIS_URL=unix://$sockets/redis.sock")
  salur up
  salur down
  nothing_left
  VARIABLES=()
  CHECKOUT=$first BIN=$first_bin
  [[ $(salur status | grep -c running) == 5 ]] || fail "the external servers were stopped"
}

main() {
  local name names=("$@") failed=0 status
  VARIABLES=()
  if ((${#names[@]} == 0)); then
    mapfile -t names < <(declare -F | awk '$3 ~ /^test_/ {print $3}')
  fi
  prepare
  for name in "${names[@]}"; do
    local began=$SECONDS
    # Not inside a condition: bash would go on after a failing line.
    set +e
    (set -e; begin_stopped; "$name") >"$WORK/output" 2>&1
    status=$?
    set -e
    if ((status == 0)); then
      printf 'ok      %s (%s s)\n' "$name" "$((SECONDS - began))"
    else
      printf 'FAILED  %s\n' "$name"
      sed 's/^/    /' "$WORK/output"
      failed=1
    fi
  done
  return "$failed"
}
main "$@"
