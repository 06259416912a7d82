# Sourced by app/run.sh and tests/run.sh: installs what is missing and builds.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Installs the Debian packages of app/packages.txt that are not there yet.
install_missing_packages() {
  local missing=()
  local package
  while read -r package; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
      missing+=("$package")
    fi
  done < "$root/app/packages.txt"
  if [[ ${#missing[@]} -eq 0 ]]; then
    return
  fi

  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    if ! command -v sudo > /dev/null; then
      echo "These packages are missing: ${missing[*]}" >&2
      echo "Install them as root, or install sudo, and run this again." >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" > /dev/null
}

# build PRESET TARGET...: configures when needed and builds the targets; further cmake options are
# taken from the array configure_options.
build() {
  local preset=$1
  shift
  cd "$root"
  # Ninja runs CMake again by itself when a CMakeLists.txt changes.
  if [[ ! -e build/$preset/build.ninja || ${#configure_options[@]} -gt 0 ]]; then
    cmake --preset "$preset" "${configure_options[@]}" --log-level=WARNING > /dev/null
  fi
  cmake --build --preset "$preset" --target "$@"
}
