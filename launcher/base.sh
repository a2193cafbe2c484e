# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Messages, environment, paths, locks, progress. Sourced by ./salur.

readonly SERVICES=(routing intake escalation)  # in the order in which they start

step() { printf '%s==> %s%s\n' "$BOLD" "$*" "$PLAIN"; }
note() { printf '    %s\n' "$*"; }
warn() { printf 'salur: warning: %s\n' "$*" >&2; }
die() {
  printf 'salur: error: %s\n' "$*" >&2
  exit 1
}
usage_error() {
  printf 'salur: error: %s\n' "$*" >&2
  exit 2
}

# The same behaviour under a login shell, cron, sudo and `env -i`.
prepare_environment() {
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  export LC_ALL=C.UTF-8
  unset LANG LANGUAGE CDPATH GREP_OPTIONS POSIXLY_CORRECT
  BOLD='' PLAIN=''
  if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
    BOLD=$'\e[1m' PLAIN=$'\e[0m'
  fi
  if [[ -z ${HOME:-} || ! -d ${HOME:-} ]]; then
    HOME=$(getent passwd "$EUID" | cut -d: -f6) || true
    export HOME=${HOME:-/}
  fi

  local digest
  digest=$(printf '%s' "$ROOT" | sha256sum)
  CHECKOUT_ID=${digest:0:12}
  LOCAL_DIR=$(readlink -m "$ROOT/.salur")  # may be a link to a larger disk
  LOG_DIR=$LOCAL_DIR/log
  ENDPOINTS_FILE=$LOCAL_DIR/endpoints.json
  # PostgreSQL refuses to run as root, and its account may not reach the checkout.
  STATE_DIR=$LOCAL_DIR
  if ((EUID == 0)); then
    STATE_DIR=$(readlink -m /var/lib/salur)/$CHECKOUT_ID
  fi
  SECRETS_DIR=$STATE_DIR/secrets
  RUN_DIR=$STATE_DIR/run
  PRESET=${SALUR_PRESET:-dev}
  BIN_DIR=${SALUR_BIN_DIR:-$ROOT/build/$PRESET/bin}
}

# Unknown or wrong SALUR_* are errors, all listed at once, as in the services.
check_variables() {
  local name wrong=()
  for name in ${!SALUR_@}; do
    case $name in
      SALUR_PRESET) [[ ${!name} =~ ^(dev|release|asan|tsan)$ ]] ||
        wrong+=("$name must be dev, release, asan or tsan") ;;
      SALUR_PORT_FALLBACK) [[ ${!name} =~ ^(true|false)$ ]] ||
        wrong+=("$name must be true or false") ;;
      SALUR_LOG_LEVEL) [[ ${!name} =~ ^(trace|debug|info|warn|error)$ ]] ||
        wrong+=("$name must be trace, debug, info, warn or error") ;;
      SALUR_CLOCK_RATE) [[ ${!name} =~ ^[1-9][0-9]{0,6}$ ]] ||
        wrong+=("$name must be a whole number from 1 to 9999999") ;;
      SALUR_JOBS) [[ ${!name} =~ ^[1-9][0-9]{0,2}$ ]] ||
        wrong+=("$name must be a whole number from 1 to 999") ;;
      SALUR_POSTGRES_DSN | SALUR_REDIS_URL) [[ -n ${!name} ]] || wrong+=("$name is empty") ;;
      SALUR_BIN_DIR) [[ ${!name} == /* && -x ${!name}/salurctl ]] ||
        wrong+=("$name must be the full path of a folder that holds salurctl") ;;
      SALUR_ENDPOINTS) ;;  # for salurctl
      *) wrong+=("$name is unknown") ;;
    esac
  done
  ((${#wrong[@]} == 0)) && return
  printf 'salur: error: %s\n' "${wrong[@]}" >&2
  exit 2
}

check_system() {
  local id='' like='' version='' key value
  if [[ -r /etc/os-release ]]; then
    while IFS='=' read -r key value; do
      value=${value//\"/}
      case $key in
        ID) id=$value ;;
        ID_LIKE) like=$value ;;
        VERSION_ID) version=${value%%.*} ;;
      esac
    done </etc/os-release
  fi
  if [[ $id == debian ]]; then
    # Testing and unstable carry no version.
    [[ -z $version || $version -ge 12 ]] || die "Debian $version is too old: Salur needs Debian 12 or newer"
  elif [[ " $like " == *" debian "* && -n $(type -P dpkg-query) ]]; then
    warn "this is ${id:-not Debian}: Salur is made for Debian 12 or newer; trying all the same"
  else
    die "this system (${id:-unknown}) is not supported: Salur needs Debian 12 or newer"
  fi
}

# The folders that every command needs; the state's are closed to other accounts.
prepare_folders() {
  local dir
  for dir in "$LOCAL_DIR" "$LOG_DIR"; do
    mkdir -p -m 0700 "$dir" 2>/dev/null && [[ -w $dir ]] ||
      die "cannot write to $dir: $(folder_trouble "$dir")"
  done
  if ((EUID == 0)); then
    # Searchable, so that PostgreSQL's account reaches its own folder inside.
    install -d -m 0755 "${STATE_DIR%/*}" && install -d -m 0711 "$STATE_DIR" ||
      die "cannot write to $STATE_DIR: $(folder_trouble "$STATE_DIR")"
    printf '%s\n' "$ROOT" >"$STATE_DIR/checkout"
  fi
  mkdir -p -m 0700 "$SECRETS_DIR" "$RUN_DIR" || die "cannot write to $STATE_DIR"
}

folder_trouble() {
  local owner
  if [[ -e $1 ]] && owner=$(stat -c %U "$1") && [[ $(stat -c %u "$1") != "$EUID" ]]; then
    printf "it belongs to %s; run as %s, or delete it" "$owner" "$owner"
  elif [[ $(free_mib "${1%/*}") -lt 1 ]]; then
    printf 'the disk is full'
  else
    printf 'no rights'
  fi
}

free_mib() { # PATH: free space of the file system, in MiB; climbs to the nearest folder that exists
  local path=$1 line
  while [[ ! -e $path ]]; do path=${path%/*}; [[ -n $path ]] || path=/; done
  line=$(df --output=avail -BM -- "$path" | tail -n 1)
  line=${line//[!0-9]/}
  printf '%s' "${line:-0}"
}

need_space() { # PATH MIB WHAT
  local free
  free=$(free_mib "$1")
  ((free >= $2)) ||
    die "not enough disk space for $3: $1 has $free MiB free, $2 MiB are needed"
}

# One up, down or demo of this checkout at a time. The lock lives as long as this shell.
take_lock() {
  exec 9>"$STATE_DIR/lock" || die "cannot write to $STATE_DIR/lock"
  flock -n 9 && return
  step "waiting for another ./salur of this checkout to end"
  flock -w 1200 9 || die "another ./salur of this checkout has been working for 20 minutes"
}

# quietly LABEL LOG COMMAND...: output goes to LOG; after two seconds a line shows that it lives.
quietly() {
  local label=$1 log=$2 status=0 monitor began=$SECONDS
  shift 2
  show_life "$label" "$log" &
  monitor=$!
  "$@" >>"$log" 2>&1 </dev/null 9>&- || status=$?
  kill "$monitor" 2>/dev/null || true
  wait "$monitor" 2>/dev/null || true
  [[ -t 1 ]] && printf '\r\e[K'
  ((SECONDS - began < 2)) || note "$label: $((SECONDS - began)) s"
  return "$status"
}

show_life() { # LABEL LOG
  local began=$SECONDS next=2 every=15 last='' pause
  if [[ -t 1 ]]; then every=2; fi
  exec 9>&- {pause}<> <(:)  # reading from it is a sleep without a child process
  trap 'exit 0' TERM
  while true; do
    read -r -t 2 -u "$pause" || true
    kill -0 $$ 2>/dev/null || exit 0
    ((SECONDS - began >= next)) || continue
    next=$((SECONDS - began + every))
    last=$(tail -c 400 "$2" 2>/dev/null | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1 |
      tr -cd '[:print:]') || true
    if [[ -t 1 ]]; then
      printf '\r\e[K    %s: %d s  %.60s' "$1" "$((SECONDS - began))" "$last"
    else
      printf '    %s: %d s  %.60s\n' "$1" "$((SECONDS - began))" "$last"
    fi
  done
}

json_string() { # TEXT: a quoted JSON string
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

random_hex() { # BYTES
  od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'
}
