#!/bin/bash
# Installs the Debian packages named as arguments. Runs as root, from launcher/packages.sh.
# The packages' own servers are neither created nor started meanwhile; what runs already, and what
# the administrator has set, stays as it is.
set -euo pipefail
umask 022
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

readonly policy=/usr/sbin/policy-rc.d
readonly cluster_dir=/etc/postgresql-common/createcluster.d
readonly cluster_conf=$cluster_dir/salur-temporary.conf
readonly mark='# Temporary, by the Salur launcher, while it installs packages.'

# Two checkouts may install at once; the second would lose its protection when the first is done.
mkdir -p /run/lock
exec 8>/run/lock/salur-packages
flock 8

ours() { [[ -f $1 ]] && grep -qxF "$mark" "$1"; }

restore() {
  if ours "$policy"; then rm -f "$policy"; fi
  rm -f "$cluster_conf"
  rmdir --ignore-fail-on-non-empty "$cluster_dir" 2>/dev/null || true
  # When the installation failed half-way.
  rmdir --ignore-fail-on-non-empty "${cluster_dir%/*}" 2>/dev/null || true
}
trap restore EXIT
trap 'exit 130' INT TERM HUP

if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
  chmod 0755 "$policy"
fi
mkdir -p "$cluster_dir"
printf '%s\ncreate_main_cluster = false\n' "$mark" >"$cluster_conf"

apt() {
  apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" 8>&-
}
apt update
apt install --no-install-recommends "$@"
