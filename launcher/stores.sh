# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# The private PostgreSQL and Redis: sockets in one short closed folder, no TCP port.
# As root they run under an account without rights.

readonly PG_SUPERUSER=salur_admin
# In Debian redis-server is a link to redis-check-rdb, one program under two names.
readonly REDIS_PROGRAM='redis-@(server|check-rdb)'

init_stores() {
  POSTGRES_DIR=$STATE_DIR/postgres
  REDIS_DIR=$STATE_DIR/redis
  STORE_USER=$(id -un)
  STORE_GROUP=$(id -gn)
  AS_STORE=(env -i "PATH=$PATH" "HOME=/" LC_ALL=C.UTF-8 TZ=UTC)
  if ((EUID == 0)); then
    for STORE_USER in postgres redis nobody; do
      if id -u "$STORE_USER" >/dev/null 2>&1; then break; fi
    done
    STORE_GROUP=$(id -gn "$STORE_USER")
    AS_STORE+=(setpriv "--reuid=$STORE_USER" "--regid=$STORE_GROUP" --init-groups --)
  fi
  # The folder in use; another TMPDIR in this shell changes nothing for what runs.
  SOCKET_DIR=
  if [[ -r $STATE_DIR/socket_dir ]]; then SOCKET_DIR=$(<"$STATE_DIR/socket_dir"); fi
}

private_postgres() { [[ -z ${SALUR_POSTGRES_DSN:-} ]]; }
private_redis() { [[ -z ${SALUR_REDIS_URL:-} ]]; }

store_folder() { # PATH: exists, belongs to the stores' account, is closed to others
  if [[ ! -d $1 ]]; then
    install -d -m 0700 "$1" || die "cannot create $1: $(folder_trouble "$1")"
  fi
  if ((EUID == 0)); then chown "$STORE_USER:$STORE_GROUP" "$1"; fi
  chmod 0700 "$1"
}

# A Unix socket's path has 107 bytes at most; the checkout's may be longer than that.
choose_socket_dir() {
  local base name=salur-$EUID-$CHECKOUT_ID
  find_processes "$POSTGRES_DIR" postgres
  local running=${#FOUND[@]}
  find_processes "$REDIS_DIR" "$REDIS_PROGRAM"
  if [[ -n $SOCKET_DIR && -d $SOCKET_DIR ]] && ((running + ${#FOUND[@]} > 0)); then
    check_socket_dir
    return
  fi
  for base in "${TMPDIR:-/tmp}" /tmp; do
    base=${base%/}
    [[ $base =~ ^/[A-Za-z0-9/._-]+$ ]] || continue
    ((${#base} + ${#name} + 25 <= 107)) || continue
    (cd / && "${AS_STORE[@]}" test -w "$base" -a -x "$base") || continue
    SOCKET_DIR=$base/$name
    # Another account cannot put a folder of its own in the way: mkdir fails, and so does the check.
    if mkdir -m 0700 "$SOCKET_DIR" 2>/dev/null && ((EUID == 0)); then
      chown "$STORE_USER:$STORE_GROUP" "$SOCKET_DIR"
    fi
    check_socket_dir
    printf '%s\n' "$SOCKET_DIR" >"$STATE_DIR/socket_dir"
    return
  done
  die "no folder for sockets: ${TMPDIR:+$TMPDIR or }/tmp cannot be written by $STORE_USER"
}

check_socket_dir() {
  local owner
  [[ -d $SOCKET_DIR && ! -L $SOCKET_DIR ]] ||
    die "$SOCKET_DIR is in the way: it is not a folder of ours; delete it"
  owner=$(stat -c %u "$SOCKET_DIR")
  # Root's own, from before the account existed.
  if ((EUID == 0 && owner == 0)); then
    chown "$STORE_USER:$STORE_GROUP" "$SOCKET_DIR"
    owner=$(id -u "$STORE_USER")
  fi
  [[ $owner == "$(id -u "$STORE_USER")" ]] ||
    die "$SOCKET_DIR is in the way: it belongs to $(stat -c %U "$SOCKET_DIR"), not to $STORE_USER"
  chmod 0700 "$SOCKET_DIR"
}

# find_postgres: sets PG_BIN to the newest version, or to the version of the stored data.
find_postgres() {
  local candidate wanted='' versions=()
  PG_BIN=
  if [[ -r $POSTGRES_DIR/PG_VERSION ]]; then wanted=$(<"$POSTGRES_DIR/PG_VERSION"); fi
  while read -r candidate; do
    [[ -x $candidate/bin/initdb && -x $candidate/bin/postgres ]] || continue
    versions+=("${candidate##*/}")
    if [[ -z $wanted || ${candidate##*/} == "$wanted" ]]; then PG_BIN=$candidate/bin; fi
  done < <(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -type d 2>/dev/null | sort -V)
  [[ -n $PG_BIN ]] && return
  ((${#versions[@]} > 0)) || die "PostgreSQL's programs are not under /usr/lib/postgresql"
  die "the stored data is of PostgreSQL $wanted, installed is ${versions[*]}: install postgresql-$wanted, or delete the data with ./salur clean"
}

# postmaster: sets POSTMASTER to the pid of our server, else to nothing; FOUND has all its processes.
postmaster() {
  local pid
  POSTMASTER=
  find_processes "$POSTGRES_DIR" postgres
  for pid in "${FOUND[@]}"; do
    process_parent "$pid" || continue
    # Every other process of the server is a child of it.
    if [[ " ${FOUND[*]} " != *" $REPLY "* ]] && is_postmaster "$pid"; then POSTMASTER=$pid; fi
  done
}

is_postmaster() { # PID: not a child that outlived a killed server
  local recorded=
  { read -r recorded <"$POSTGRES_DIR/postmaster.pid"; } 2>/dev/null || true
  [[ -z $recorded || $recorded == "$1" ]]
}

start_postgres() {
  private_postgres || return 0
  find_postgres
  postmaster
  if [[ -n $POSTMASTER ]]; then
    if [[ -S $SOCKET_DIR/.s.PGSQL.5432 ]] && postgres_answers; then return; fi
    if ! await_postgres 30; then stop_postgres; else return 0; fi
    postmaster
  fi
  if ((${#FOUND[@]} > 0)); then
    # Children of a server that was killed end by themselves, soon.
    await_end 10 "${FOUND[@]}" || end_processes KILL 5 "${FOUND[@]}"
  fi
  step "starting PostgreSQL ${PG_BIN//[!0-9]/}"
  [[ -f $POSTGRES_DIR/PG_VERSION ]] || create_cluster
  # No process of ours runs, so these are left from a crash; the pid in them may be anybody's now.
  rm -f "$POSTGRES_DIR/postmaster.pid" "$SOCKET_DIR"/.s.PGSQL.5432{,.lock}
  launch "$POSTGRES_DIR" "$LOG_DIR/postgres.log" "${AS_STORE[@]}" "$PG_BIN/postgres" \
    -D "$POSTGRES_DIR" -c listen_addresses= -c port=5432 \
    -c unix_socket_directories="$SOCKET_DIR" -c unix_socket_permissions=0700 \
    -c timezone=UTC -c log_timezone=UTC -c jit=off -c logging_collector=off \
    -c cluster_name="salur-$CHECKOUT_ID"
  POSTMASTER=$LAUNCHED
  await_postgres 120 || store_failed PostgreSQL "$LOG_DIR/postgres.log"
}

create_cluster() {
  local password_file=$STATE_DIR/postgres.password new=$STATE_DIR/postgres.new
  end_initdb
  rm -rf "$new"
  rm -f "$password_file"
  ensure_secret postgres-admin
  store_folder "$new"
  (umask 077 && printf '%s\n' "$(<"$SECRETS_DIR/postgres-admin")" >"$password_file")
  if ((EUID == 0)); then chown "$STORE_USER:$STORE_GROUP" "$password_file"; fi
  (cd "$new" && quietly "creating the database cluster" "$LOG_DIR/postgres.log" "${AS_STORE[@]}" \
    "$PG_BIN/initdb" -D "$new" -E UTF8 --locale=C.UTF-8 -U "$PG_SUPERUSER" \
    --auth=scram-sha-256 --pwfile="$password_file") || {
    rm -f "$password_file"
    store_failed "initdb" "$LOG_DIR/postgres.log"
  }
  rm -f "$password_file"
  mv "$new" "$POSTGRES_DIR"
  # Services that run meanwhile know nothing of the new database: they are started anew.
  rm -f "$RUN_DIR"/*/stamp
}

# An initdb whose launcher was killed.
end_initdb() {
  find_processes "$STATE_DIR/postgres.new" '@(initdb|postgres)'
  end_processes KILL 5 "${FOUND[@]}"
}

postgres_answers() { "$PG_BIN/pg_isready" -q -t 3 -h "$SOCKET_DIR" -p 5432; }

await_postgres() { # SECONDS
  local limit=$((SECONDS + $1)) told=$((SECONDS + 2))
  until postgres_answers; do
    process_start "$POSTMASTER" || return 1
    ((SECONDS < limit)) || return 1
    if ((SECONDS >= told)); then
      note "PostgreSQL is still starting (after a crash it recovers first)"
      told=$((SECONDS + 5))
    fi
    sleep 0.05
  done
}

start_redis() {
  local limit=$((SECONDS + 60)) told=$((SECONDS + 2))
  private_redis || return 0
  find_processes "$REDIS_DIR" "$REDIS_PROGRAM"
  if ((${#FOUND[@]} > 0)); then
    if redis_answers; then return; fi
    end_processes TERM 10 "${FOUND[@]}"
  fi
  step "starting Redis"
  store_folder "$REDIS_DIR"
  launch "$REDIS_DIR" "$LOG_DIR/redis.log" "${AS_STORE[@]}" redis-server --port 0 \
    --unixsocket "$SOCKET_DIR/redis.sock" --unixsocketperm 700 --appendonly yes \
    --appendfsync everysec --save '' --maxmemory-policy noeviction --daemonize no
  until redis_answers; do
    process_start "$LAUNCHED" || store_failed Redis "$LOG_DIR/redis.log"
    ((SECONDS < limit)) || store_failed Redis "$LOG_DIR/redis.log"
    if ((SECONDS >= told)); then
      note "Redis is still starting"
      told=$((SECONDS + 5))
    fi
    sleep 0.05
  done
}

redis_answers() {
  [[ -S $SOCKET_DIR/redis.sock &&
    $(timeout 3 redis-cli -s "$SOCKET_DIR/redis.sock" ping 2>/dev/null) == PONG ]]
}

store_failed() { # NAME LOG
  last_words "$2" 8 >&2
  if (($(free_mib "$STATE_DIR") < 20)); then die "$1 does not start: the disk is full"; fi
  die "$1 does not start; its last lines are above, all of them in $2"
}

stop_redis() {
  find_processes "$REDIS_DIR" "$REDIS_PROGRAM"
  ((${#FOUND[@]} > 0)) || return 0
  step "stopping Redis"
  end_processes TERM 30 "${FOUND[@]}"
}

stop_postgres() {
  end_initdb
  postmaster
  ((${#FOUND[@]} > 0)) || return 0
  step "stopping PostgreSQL"
  # INT to the first process is the fast shutdown; to a lone child it would only cancel its query.
  if [[ -n $POSTMASTER ]]; then
    kill -s INT "$POSTMASTER" 2>/dev/null || true
    await_end 60 "${FOUND[@]}" || true
  fi
  find_processes "$POSTGRES_DIR" postgres
  end_processes QUIT 10 "${FOUND[@]}"
}

# A secret of the installation: random, made once.
ensure_secret() { # NAME
  [[ -s $SECRETS_DIR/$1 ]] || write_secret "$1" "$(random_hex 24)"
}

write_secret() { # NAME TEXT: readable by this account only, replaced as a whole
  (umask 077 && printf '%s\n' "$2" >"$SECRETS_DIR/.$1.new") || die "cannot write to $SECRETS_DIR"
  mv -f "$SECRETS_DIR/.$1.new" "$SECRETS_DIR/$1"
}

ensure_key() { # NAME: 32 random bytes; the last is no line end, which readers of files may cut off
  local key=$SECRETS_DIR/$1
  [[ -s $key ]] && return
  until [[ -s $key ]]; do
    (umask 077 && head -c 32 /dev/urandom >"$SECRETS_DIR/.$1.new") ||
      die "cannot write to $SECRETS_DIR"
    if [[ $(tail -c 1 "$SECRETS_DIR/.$1.new" | od -An -tx1) != *0[ad]* ]]; then
      mv -f "$SECRETS_DIR/.$1.new" "$key"
    fi
  done
}
