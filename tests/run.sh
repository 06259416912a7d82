#!/usr/bin/env bash
# Installs what is missing, builds everything, and runs all tests. With CI=true warnings are errors.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../app/build.sh"
configure_options=()
if [[ ${CI:-} == true ]]; then
  configure_options=(-DTOUCHSTONE_WARNINGS_AS_ERRORS=ON)
fi
install_missing_packages
build release all
ctest --preset release "$@"
