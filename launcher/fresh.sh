# shellcheck shell=bash disable=SC2015,SC2034,SC2153,SC2154,SC2174
# test fresh: the two commands of the README in a new minimal Debian, under hard conditions: a
# closed parent folder, a path of 150 characters, an empty environment. Root only.

command_fresh() {
  local suite=${1:-} user=root tree=false began=$SECONDS option
  [[ $suite == bookworm || $suite == trixie ]] || usage_error "test fresh bookworm or trixie [--user] [--tree]"
  shift
  for option; do
    case $option in
      --user) user=warga ;;
      --tree) tree=true ;;  # the files as they are, not the last commit
      *) usage_error "test fresh knows --user and --tree, not '$option'" ;;
    esac
  done
  ((EUID == 0)) || die "test fresh needs root: it makes and enters a new system"
  mkdir -p -m 0700 "$LOCAL_DIR" "$LOG_DIR"
  check_system
  fresh_tools
  need_space /var/tmp 12000 "a new system with a build in it"
  fresh_base "$suite"

  FRESH_ROOT=$(mktemp -d /var/tmp/salur-fresh.XXXXXX)
  trap fresh_remove EXIT
  trap 'exit 130' INT TERM HUP
  step "unpacking the new system into $FRESH_ROOT"
  tar -C "$FRESH_ROOT" --numeric-owner -xpf "$LOCAL_DIR/fresh-cache/$suite.tar"
  chmod 0755 "$FRESH_ROOT"  # mktemp closes it
  fresh_apt "$suite"
  fresh_checkout "$user" "$tree"
  fresh_inner >"$FRESH_ROOT/fresh.sh"
  # The namespaces end with the command, and with them its mounts and processes.
  unshare --mount --pid --ipc --fork --kill-child --propagation private \
    bash -c "$(fresh_mounts)" mounts "$FRESH_ROOT" "$suite" "$user" "$FRESH_PATH" </dev/null ||
    die "test fresh $suite ($user) failed after $((SECONDS - began)) s"
  step "test fresh $suite ($user) passed in $((SECONDS - began)) s"
}

fresh_remove() {
  if [[ ${KEEP:-} == 1 ]]; then
    note "kept: $FRESH_ROOT"
  else
    rm -rf --one-file-system -- "$FRESH_ROOT"
  fi
}

fresh_tools() {
  PACKAGES=(debootstrap)
  missing_packages
  if ((${#MISSING[@]} == 0)); then return; fi
  step "installing debootstrap"
  : >"$LOG_DIR/packages.log"
  quietly "installing" "$LOG_DIR/packages.log" bash "$ROOT/launcher/install-packages.sh" debootstrap ||
    die "$(packages_trouble "$LOG_DIR/packages.log")"
}

# The mirror of this machine, which may be the only one that it reaches.
fresh_mirror() {
  local mirror
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null || true; } |
    grep -v '^[[:space:]]*#' | grep -oE 'https?://[^ ]*/debian/?( |$)' | head -n 1) || true
  mirror=${mirror%% *}
  printf '%s' "${mirror:-http://deb.debian.org/debian}"
}

fresh_base() { # SUITE: a tarball of the untouched minimal system, made once
  local suite=$1 cache=$LOCAL_DIR/fresh-cache base
  [[ -s $cache/$suite.tar ]] && return
  mkdir -p "$cache"
  base=$(mktemp -d /var/tmp/salur-base.XXXXXX)
  step "debootstrap of a minimal $suite"
  : >"$LOG_DIR/debootstrap.log"
  quietly "debootstrap" "$LOG_DIR/debootstrap.log" \
    debootstrap --variant=minbase "$suite" "$base" "$(fresh_mirror)" || {
    tail -n 5 "$LOG_DIR/debootstrap.log" >&2
    rm -rf --one-file-system -- "$base"
    die "debootstrap failed; see $LOG_DIR/debootstrap.log"
  }
  tar -C "$base" --numeric-owner --one-file-system -cpf "$cache/$suite.tar.new" .
  mv "$cache/$suite.tar.new" "$cache/$suite.tar"
  rm -rf --one-file-system -- "$base"
}

# Sources, and what this machine needs to reach them (proxy, names, certificates).
fresh_apt() { # SUITE
  local file mirror security
  mirror=$(fresh_mirror)
  security=${mirror%/}-security
  if [[ $mirror == *//deb.debian.org/* ]]; then security=${mirror%%//*}//deb.debian.org/debian-security; fi
  printf 'deb %s %s main\n' "$mirror" "$1" "$mirror" "$1-updates" "$security" "$1-security" \
    >"$FRESH_ROOT/etc/apt/sources.list"
  for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/* /etc/apt/auth.conf.d/*; do
    # Only what the administrator wrote; files of packages refer to programs that are not there.
    [[ -f $file ]] && ! dpkg-query -S "$file" >/dev/null 2>&1 || continue
    install -D -m 0644 "$file" "$FRESH_ROOT$file"
  done
  for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [[ -f $file ]] || continue
    rm -f "$FRESH_ROOT$file"
    install -D -m 0644 "$file" "$FRESH_ROOT$file"
  done
}

fresh_checkout() { # USER TREE: sets FRESH_PATH, 150 characters long, its parent closed
  local home=/root parent
  if [[ $1 != root ]]; then
    home=/home/$1
    chroot "$FRESH_ROOT" useradd --create-home --shell /bin/bash "$1"
  fi
  parent=$home/tertutup
  FRESH_PATH=$parent/$(printf '%0150d' 0 | tr 0 s)
  FRESH_PATH=${FRESH_PATH:0:150}
  mkdir -p "$FRESH_ROOT$FRESH_PATH"
  if [[ $2 == false ]] && git -c safe.directory='*' -C "$ROOT" rev-parse -q --verify HEAD >/dev/null 2>&1; then
    step "copying the last commit to $FRESH_PATH"
    git -c safe.directory='*' -C "$ROOT" archive HEAD | tar -C "$FRESH_ROOT$FRESH_PATH" -x
  else
    step "copying the files as they are to $FRESH_PATH"
    tar -C "$ROOT" --exclude=./build --exclude=./.salur --exclude=./.git -c . |
      tar -C "$FRESH_ROOT$FRESH_PATH" -x --no-same-owner
  fi
  chmod 0700 "$FRESH_ROOT$parent"
  if [[ $1 != root ]]; then chroot "$FRESH_ROOT" chown -R "$1:$1" "$parent"; fi
}

# Runs in the new namespaces: mounts what a system has, then enters it.
fresh_mounts() {
  cat <<'END'
set -euo pipefail
root=$1
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys" || mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=0755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
shift
exec chroot "$root" /bin/bash /fresh.sh "$@"
END
}

# Runs inside the new system, as its first process.
fresh_inner() {
  cat <<'END'
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
suite=$1 user=$2 path=$3
as_user=()
if [[ $user != root ]]; then
  apt-get -q update >/dev/null
  apt-get -q -y install --no-install-recommends sudo >/dev/null
  printf '%s ALL=(ALL) NOPASSWD: ALL\n' "$user" >/etc/sudoers.d/fresh
  as_user=(setpriv "--reuid=$user" "--regid=$user" --init-groups)
fi
# The closed folder is entered as its owner.
salur() {
  local began=$SECONDS
  printf '\n######## env -i ./salur %s   (%s, %s)\n' "$*" "$suite" "$user"
  "${as_user[@]}" bash -c 'cd "$0" && exec env -i ./salur "$@"' "$path" "$@" </dev/null
  printf '######## ./salur %s: %s s\n' "$*" "$((SECONDS - began))"
}
processes() {
  local entry names=()
  for entry in /proc/[0-9]*; do
    [[ $entry == /proc/1 || $entry == "/proc/$BASHPID" ]] || names+=("${entry#/proc/}:$(cat "$entry/comm" 2>/dev/null)")
  done
  printf '%s' "${names[*]}"
}
trouble() { printf 'fresh: %s\n' "$*" >&2; exit 1; }

if [[ $suite == trixie ]]; then
  salur test unit
else
  salur demo --lang id
  salur up
  salur status --json
  salur test
  salur down
fi
left=$(processes)
[[ -z $left ]] || trouble "processes are left: $left"
[[ ! -e /usr/sbin/policy-rc.d ]] || trouble "policy-rc.d is left"
[[ -z $(find /etc/postgresql -mindepth 2 2>/dev/null) ]] || trouble "a PostgreSQL cluster was made"
[[ ! -e /etc/postgresql-common/createcluster.d/salur-temporary.conf ]] ||
  trouble "salur-temporary.conf is left"
END
}
