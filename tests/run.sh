#!/usr/bin/env bash
# Installs what is missing, builds everything with warnings as errors, and runs all tests.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/../app/build.sh"
configure_options=(-DTOUCHSTONE_WARNINGS_AS_ERRORS=ON)
install_missing_packages
build release all
ctest --preset release "$@"
