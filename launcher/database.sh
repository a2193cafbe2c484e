# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Database, roles, schemas and the connection strings of the services.

# connect_as_admin: sets ADMIN (arguments of psql) and the password in the environment of psql only.
connect_as_admin() {
  PSQL_ENVIRONMENT=(env -u PGSERVICE -u PGOPTIONS PGCONNECT_TIMEOUT=10 PGAPPNAME=salur-launcher)
  if private_postgres; then
    ADMIN="host=$SOCKET_DIR port=5432 user=$PG_SUPERUSER"
    ADMIN_PASSWORD=$(<"$SECRETS_DIR/postgres-admin")
  else
    split_password "$SALUR_POSTGRES_DSN"
  fi
}

# A DSN among the arguments of a process is readable by everybody: the password is taken out of it.
split_password() { # DSN: sets ADMIN and ADMIN_PASSWORD
  ADMIN=$1 ADMIN_PASSWORD=${PGPASSWORD:-}
  if [[ $1 =~ ^(postgres(ql)?://[^:/@?]*):([^@]*)@(.*)$ ]]; then
    ADMIN=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    ADMIN_PASSWORD=${BASH_REMATCH[3]//\\/\\\\}
    printf -v ADMIN_PASSWORD '%b' "${ADMIN_PASSWORD//%/\\x}"
  elif [[ $1 =~ ^(.*[[:space:]])?password[[:space:]]*=[[:space:]]*(\'([^\']*)\'|[^[:space:]]+)(.*)$ ]]; then
    ADMIN="${BASH_REMATCH[1]}${BASH_REMATCH[4]}"
    ADMIN_PASSWORD=${BASH_REMATCH[3]:-${BASH_REMATCH[2]}}
  fi
}

# admin_sql DATABASE: runs standard input there; an empty name means the DSN's own.
admin_sql() {
  local target=$ADMIN
  if [[ -n $1 ]]; then
    if [[ $ADMIN =~ ^postgres(ql)?:// ]]; then
      target=$(uri_with_database "$ADMIN" "$1")
    else
      target="$ADMIN dbname=$1"
    fi
  fi
  PGPASSWORD=$ADMIN_PASSWORD "${PSQL_ENVIRONMENT[@]}" \
    psql -X -q -A -t -w -v ON_ERROR_STOP=1 -d "$target" 9>&-
}

uri_with_database() { # URI DATABASE
  local scheme=${1%%://*} rest=${1#*://} query='' host
  if [[ $rest == *\?* ]]; then query="?${rest#*\?}" rest=${rest%%\?*}; fi
  host=${rest%%/*}
  printf '%s://%s/%s%s' "$scheme" "$host" "$2" "$query"
}

# What the administrator's DSN leaves to the services: where, and how the line is protected.
service_dsn() { # ROLE PASSWORD
  local dsn="host='$DB_HOST' port=$DB_PORT dbname=salur user=$1 password=$2" key value
  if ! private_postgres; then
    for key in sslmode sslrootcert; do
      if [[ $SALUR_POSTGRES_DSN =~ (^|[[:space:]?\&])$key=([^[:space:]\&]+) ]]; then
        value=${BASH_REMATCH[2]//%/\\x}
        printf -v value '%b' "$value"
        dsn+=" $key=$value"
      fi
    done
  fi
  printf '%s' "$dsn"
}

# provision: roles, database, schemas, connection strings, keys. Running it again changes nothing.
provision() {
  local service where
  connect_as_admin
  if private_postgres; then
    DB_HOST=$SOCKET_DIR DB_PORT=5432
  else
    where=$(printf '\\echo :HOST :PORT\n' | admin_sql '') ||
      die "the PostgreSQL of SALUR_POSTGRES_DSN cannot be reached; psql's message is above"
    read -r DB_HOST DB_PORT <<<"$where"
  fi
  for service in owner "${SERVICES[@]}"; do
    ensure_secret "postgres-$service"
    write_secret "$service.dsn" "$(service_dsn "salur_$service" "$(<"$SECRETS_DIR/postgres-$service")")"
  done
  ensure_key tracking.key
  ensure_key pin.key
  if ! private_redis; then write_secret redis.url "$SALUR_REDIS_URL"; fi
  roles_sql | admin_sql "$(private_postgres && printf postgres || true)" ||
    die "the database's roles could not be made; psql's message is above"
  schemas_sql | admin_sql salur ||
    die "the database's schemas could not be made; psql's message is above"
}

roles_sql() {
  local role
  for role in owner "${SERVICES[@]}"; do
    cat <<END
SELECT 'CREATE ROLE salur_$role LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'salur_$role') \gexec
ALTER ROLE salur_$role PASSWORD '$(<"$SECRETS_DIR/postgres-$role")';
END
  done
  cat <<'END'
SELECT 'GRANT salur_owner TO CURRENT_USER'
 WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = CURRENT_USER)
   AND NOT pg_has_role(CURRENT_USER, 'salur_owner', 'MEMBER') \gexec
SELECT 'CREATE DATABASE salur OWNER salur_owner ENCODING ''UTF8'' TEMPLATE template0'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'salur') \gexec
REVOKE ALL ON DATABASE salur FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE salur TO salur_routing, salur_intake, salur_escalation;
END
}

schemas_sql() {
  local service
  printf "SET client_min_messages = warning;\nREVOKE CREATE ON SCHEMA public FROM PUBLIC;\n"
  for service in "${SERVICES[@]}"; do
    printf 'CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION salur_owner;\n' "$service"
    printf 'GRANT USAGE ON SCHEMA %s TO salur_%s;\n' "$service" "$service"
  done
}

# Names the database itself: data that was loaded into another one does not count.
database_identity() {
  printf "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid
            FROM pg_database WHERE datname = 'salur'" | admin_sql salur
}
