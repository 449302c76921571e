# Shared by the scripts beside this file: what the project needs, and how it is built. Sourced by
# bash, which every Debian and Ubuntu has; nothing else is taken for granted.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What compiles procdemo and its lessons.
build_packages=(g++ meson ninja-build pkg-config libfmt-dev libcli11-dev catch2 libtomlplusplus-dev
                nlohmann-json3-dev libmd4c-dev libelf-dev libdw-dev libseccomp-dev
                libncurses-dev libcereal-dev systemtap-sdt-dev)
# Tests observe Python programs, too, and have a judge of reports.
test_packages=("${build_packages[@]}" python3 libxml2-utils)
# What checks the source. Layout and findings differ from version to version, so it is one version
# for everybody: Debian 12 and 13 and Ubuntu 24.04 all have this one. Where a distribution does not,
# those checks are skipped, and say so.
clang=19
check_packages=("clang-format-$clang" "clang-tidy-$clang")
# It compiles the sanitizers' build, too: in less than half of the time that g++ takes, and two
# compilers see more than one. Without it that is done by g++.
sanitizer_packages=("clang-$clang" "libclang-rt-$clang-dev")

# How build/ is compiled: sparing of the waiting person's time, which is what the first run costs.
# What observing costs is the kernel's work; scripts/bench measures a release build.
build_options=(-Doptimization=g -Ddebug=false)

say() { printf 'procdemo: %s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 3
}

# Those of PACKAGE... that are not installed, one a line.
missing_packages() {
  local state
  state=$(dpkg-query --show --showformat '${Package} ${db:Status-Abbrev}\n' "$@" 2>/dev/null)
  for package in "$@"; do
    grep -q "^$package ii" <<<"$state" || printf '%s\n' "$package"
  done
}

# Whether this user can become root; sudo asks for a password on the terminal, where it wants one.
may_install() { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }

# apt_get LOG ARGUMENT...: asks nothing, and waits for another apt that is at work.
apt_get() {
  local log=$1 become=()
  shift
  [ "$(id -u)" = 0 ] || become=(sudo)
  "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    --no-install-recommends "$@" >>"$log" 2>&1 </dev/null
}

# Installs PACKAGE...; package lists are fetched only when the first try shows that they are needed.
install_packages() {
  local log
  may_install || fail "these packages are missing, and only root may install them: $*." \
    "Please have somebody run: apt-get install $*"
  log=$(mktemp)
  say "installing $*"
  if ! apt_get "$log" install "$@" &&
    ! { apt_get "$log" update && apt_get "$log" install "$@"; }; then
    cat "$log" >&2
    rm -f "$log"
    fail "apt-get could not install these packages: $*"
  fi
  rm -f "$log"
}

# need PACKAGE...: installs what is missing. The network is asked only when something is.
need() {
  local missing
  command -v dpkg-query >/dev/null ||
    fail "this script installs what it needs with apt, and this is no Debian or Ubuntu." \
      "With a C++20 compiler and the libraries that meson.build names: meson setup build && ninja -C build"
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

# Whether this distribution has PACKAGE; the lists of a machine that never fetched any are fetched.
have_package() {
  compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null || apt_get /dev/null update
  [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

# Installs those of PACKAGE... that this distribution has.
need_if_known() {
  local package known=()
  for package in $(missing_packages "$@"); do
    ! have_package "$package" || known+=("$package")
  done
  [ ${#known[@]} = 0 ] || install_packages "${known[@]}"
}

# Keeps one line up to date on a terminal; elsewhere says once that something is being built.
show_progress() {
  local what=$1 line last=
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]] || continue
    if [ -t 2 ]; then
      printf '\rprocdemo: building %s %s ' "$what" "${BASH_REMATCH[1]}" >&2
    elif [ -z "$last" ]; then
      say "building $what"
    fi
    last=yes
  done
  if [ -t 2 ] && [ -n "$last" ]; then printf '\r\033[K' >&2; fi
}

# configure DIR MESON_OPTION...: once, and again when other options are asked for; changes of
# meson.build are ninja's business.
configure() {
  local dir=$root/$1 options
  shift
  options=$*
  if [ ! -f "$dir/build.ninja" ]; then
    set -- setup "$@" "$dir" "$root"
  elif [ -n "$options" ] && [ "$options" != "$(cat "$dir/options")" ]; then
    set -- configure "$@" "$dir"
  else
    return 0
  fi
  if meson "$@" >"$dir/setup.log" 2>&1; then
    echo "$options" >"$dir/options"
  else
    cat "$dir/setup.log" >&2
    return 1
  fi
}

# build DIR TARGET...: nothing on the screen but progress, unless it fails; then all that was said, of
# everything that fails.
build() {
  local dir=$root/$1 name=$1
  shift
  NINJA_STATUS='[%f/%t] ' ninja -k 0 -C "$dir" "$@" 2>&1 | tee "$dir/build.log" | show_progress "$name/"
  [ "${PIPESTATUS[0]}" = 0 ] || {
    cat "$dir/build.log" >&2
    return 1
  }
}

# Makes DIR ready: one process at a time, so that two people may start at once.
# prepare DIR MESON_OPTION... [-- TARGET...]
prepare() {
  local dir=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  mkdir -p "$root/$dir"
  (
    flock 9
    configure "$dir" "${options[@]}" 9>&- && build "$dir" "$@" 9>&-
  ) 9>"$root/$dir/lock"
}
