# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# Debian packages: what is missing, and its installation.

readonly BUILD_PACKAGES=(g++ cmake ninja-build pkg-config ccache mold protobuf-compiler
  protobuf-compiler-grpc libgrpc++-dev libprotobuf-dev libabsl-dev libpqxx-dev libhiredis-dev
  prometheus-cpp-dev libspdlog-dev libcli11-dev nlohmann-json3-dev libssl-dev zlib1g-dev
  liblzma-dev libboost-dev)
readonly TEST_PACKAGES=(libgtest-dev libgmock-dev)
readonly LINT_PACKAGES=(clang-format)
readonly BENCH_PACKAGES=(libpq-dev postgresql-postgis xz-utils)

# packages_for PURPOSE (run, test, lint or bench): sets PACKAGES.
packages_for() {
  PACKAGES=()
  [[ -n ${SALUR_BIN_DIR:-} ]] || PACKAGES+=("${BUILD_PACKAGES[@]}")
  if [[ $1 == run && -n ${SALUR_POSTGRES_DSN:-} ]]; then
    PACKAGES+=(postgresql-client)
  else
    PACKAGES+=(postgresql)
  fi
  [[ $1 == run && -n ${SALUR_REDIS_URL:-} ]] || PACKAGES+=(redis-server)
  [[ $1 != test && $1 != lint ]] || PACKAGES+=("${TEST_PACKAGES[@]}")
  [[ $1 != lint ]] || PACKAGES+=("${LINT_PACKAGES[@]}")
  [[ $1 != bench ]] || PACKAGES+=("${BENCH_PACKAGES[@]}")
}

missing_packages() { # sets MISSING
  local name status package
  local -A installed=()
  while read -r name status; do
    [[ $status != installed ]] || installed[$name]=1
  done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${PACKAGES[@]}" 2>/dev/null)
  MISSING=()
  for package in "${PACKAGES[@]}"; do
    [[ -n ${installed[$package]:-} ]] || MISSING+=("$package")
  done
}

ensure_packages() { # PURPOSE
  local log=$LOG_DIR/packages.log as_root=() name
  check_system
  packages_for "$1"
  missing_packages
  ((${#MISSING[@]} > 0)) || return 0
  step "installing ${#MISSING[@]} Debian packages: ${MISSING[*]}"
  need_space /usr 1800 "the Debian packages"
  if ((EUID != 0)); then
    become_root_with_sudo
    as_root=(sudo -n)
  fi
  as_root+=(env)
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [[ -z ${!name:-} ]] || as_root+=("$name=${!name}")
  done
  : >"$log"
  # Handed over as text: root may be unable to read the checkout (a network disk).
  quietly "installing packages" "$log" "${as_root[@]}" \
    bash -c "$(<"$ROOT/launcher/install-packages.sh")" install-packages "${MISSING[@]}" || {
    if (($? >= 128)); then die "interrupted while installing packages"; fi
    die "$(packages_trouble "$log")"
  }
  missing_packages
  ((${#MISSING[@]} == 0)) || die "apt did not install ${MISSING[*]}; see $log"
}

become_root_with_sudo() {
  local ask="install these as root: apt-get install ${MISSING[*]}"
  [[ -n $(type -P sudo) ]] || die "no rights to install packages: not root, and there is no sudo; $ask"
  sudo -n true 2>/dev/null && return
  [[ -t 0 ]] || die "no rights to install packages: not root, and sudo asks for a password; $ask"
  note "sudo may ask for your password, to install packages"
  sudo -v || die "no rights to install packages: not root, and sudo refused; $ask"
}

packages_trouble() { # LOG: one line that says why apt failed
  local log=$1
  if grep -qE 'No space left on device|not have enough free space' "$log"; then
    printf 'the disk is full: apt could not install the packages; see %s' "$log"
  elif grep -qE 'Could not get lock|is held by process' "$log"; then
    printf 'another program (apt, dpkg, an upgrade) holds the package system; try again later'
  elif grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Connection (refused|timed out|failed)|Network is unreachable|Failed to fetch' "$log"; then
    printf 'apt cannot reach the Debian mirror (no network, or a proxy is missing): %s; see %s' \
      "$(grep -m 1 -oE 'https?://[^ ]+' "$log" || true)" "$log"
  elif grep -qE 'Unable to locate package|has no installation candidate' "$log"; then
    printf 'the Debian sources of this machine lack a package: %s; see %s' \
      "$(grep -m 1 -E 'Unable to locate|no installation candidate' "$log")" "$log"
  else
    printf 'apt failed: %s; see %s' "$(grep -m 1 -E '^E:' "$log" || tail -n 1 "$log")" "$log"
  fi
}
