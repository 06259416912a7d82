#!/usr/bin/env bash
# Installs what is missing, builds, and opens the workbench on FOLDER, or on the sample project.
# Without a display it runs the whole loop on the sample project and ends with a report.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/build.sh"
folder=${1:+$(realpath -- "$1")}
configure_options=()
install_missing_packages
build release touchstone touchstone-cli

programs=$root/build/release/app
sample=${XDG_DATA_HOME:-$HOME/.local/share}/touchstone/sample
if [[ -z $folder ]]; then
  folder=$sample
  if [[ ! -d $sample ]]; then
    "$programs/touchstone-cli" sample "$sample" --label-errors 0.1
  fi
fi

if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  exec "$programs/touchstone" "$folder"
fi

echo "There is no display, so the loop runs here on the sample project: train, audit, fix, train."
report=$sample/.touchstone/report.html
if [[ ! -d $sample ]]; then
  "$programs/touchstone-cli" sample "$sample" --label-errors 0.1
fi
"$programs/touchstone-cli" train "$sample" --task classify
"$programs/touchstone-cli" audit "$sample"
"$programs/touchstone-cli" decide "$sample" --all label_error --decision accept
"$programs/touchstone-cli" train "$sample" --task classify
"$programs/touchstone-cli" audit "$sample" --html "$report"
echo "Report: $report"
