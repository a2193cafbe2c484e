#!/usr/bin/env bash
# Locate beside PostGIS on the same polygons: speed, agreement, memory. Called by `./salur bench`.
#
#   bench/locate/run.sh PROGRAM [VILLAGES.geojsonl[.xz]] [OPTIONS of bench_locate]
#
# VILLAGES is what data/boundaries.bin was made from; without it Locate is measured alone. Needs
# the Debian packages postgresql, postgresql-postgis and libpq-dev. Starts a private cluster in a
# temporary folder, on a socket only, and removes it; other clusters are left alone. Everything
# runs on one core: the server and the program take turns on it.
set -euo pipefail

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
program=$(readlink -m "$1")
shift
boundaries=$(readlink -m "${BOUNDARIES:-$root/data/boundaries.bin}")
core=${CORE:-0}

die() {
  printf 'bench locate: %s\n' "$*" >&2
  exit 1
}

[[ -r $boundaries ]] || die "cannot read $boundaries"
measure=(taskset -c "$core" "$program" "$boundaries" "$root/data/regions.csv.gz")
if [[ ${1:--} == -* ]]; then
  printf '==> without a file of villages there is no PostGIS to compare with\n'
  exec "${measure[@]}" "$@"
fi
villages=$(readlink -m "$1")
shift
[[ -r $villages ]] || die "cannot read $villages"

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[[ -x $bin/initdb ]] || die "PostgreSQL is missing: apt-get install postgresql"
version=$(basename "$(dirname "$bin")")
[[ -e /usr/share/postgresql/$version/extension/postgis.control ]] ||
  die "PostGIS is missing: apt-get install --no-install-recommends postgresql-$version-postgis-3"

# PostgreSQL does not run as root.
as_store=()
folder=$(mktemp -d "${TMPDIR:-/tmp}/bench-locate-XXXXXX")
if ((EUID == 0)); then
  as_store=(setpriv --reuid=postgres --regid=postgres --init-groups --)
  chown postgres: "$folder"
fi
stop() {
  if [[ -e $folder/data/postmaster.pid ]]; then
    (cd / && "${as_store[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null) || true
  fi
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

printf '==> starting a private PostgreSQL %s in %s\n' "$version" "$folder"
cd /
"${as_store[@]}" "$bin/initdb" -D "$folder/data" -U bench -A trust -E UTF8 --locale=C.UTF-8 \
  >"$folder/initdb.log" || die "initdb failed"
# Everything fits in its buffers; no plan runs in parallel, since one core is compared.
"${as_store[@]}" taskset -c "$core" "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w \
  -o "-c listen_addresses='' -c unix_socket_directories=$folder -c shared_buffers=1GB \
      -c max_parallel_workers_per_gather=0 -c jit=off -c fsync=off -c work_mem=64MB \
      -c maintenance_work_mem=256MB" start >/dev/null || die "PostgreSQL did not start"
dsn="host=$folder user=bench dbname=postgres"
psql=("$bin/psql" -X -q -v ON_ERROR_STOP=1 "$dsn")

printf '==> loading %s into PostGIS\n' "$villages"
unpack=(cat)
[[ $villages != *.xz ]] || unpack=(xz -dc)
"${psql[@]}" -c 'CREATE EXTENSION postgis' -c 'CREATE UNLOGGED TABLE line (feature jsonb)' \
  -c 'CREATE TABLE village (code text PRIMARY KEY, geom geometry NOT NULL)'
# Control characters as delimiter and quote: the lines come through as they are.
"${unpack[@]}" "$villages" |
  "${psql[@]}" -c "COPY line FROM STDIN WITH (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')"
"${psql[@]}" -c "INSERT INTO village SELECT feature->>'id',
    ST_SetSRID(ST_GeomFromGeoJSON(feature->'geometry'), 4326) FROM line" \
  -c 'DROP TABLE line' -c 'CREATE INDEX ON village USING gist (geom)' -c 'VACUUM ANALYZE village'
"${psql[@]}" -At -c "SELECT 'villages ' || count(*) || ', not valid: ' ||
    count(*) FILTER (WHERE NOT ST_IsValid(geom)) FROM village"

printf '==> measuring on core %s\n' "$core"
"${measure[@]}" --postgis "$dsn" "$@"
