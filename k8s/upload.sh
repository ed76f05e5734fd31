#!/usr/bin/env bash
# Uploads CSV files to every replica of the producer-service. Each replica has a separate disk, and any replica may run the
# stream.
#
#   k8s/upload.sh [--context NAME] FILE...      default: kubectl's current context
#
# Exit 1 when an upload failed, 2 on wrong usage, 3 when a command is missing.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CONTEXT=
usage() { sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
while (($# > 0)); do
  case $1 in
    --help) usage; exit ;;
    --context) CONTEXT=${2:?--context needs a name}; shift 2 ;;
    -*) usage >&2; exit 2 ;;
    *) break ;;
  esac
done
(($# > 0)) || { usage >&2; exit 2; }
for file in "$@"; do [[ -f $file ]] || fail "no such file: $file" 2; done
need kubectl curl

trap unforward EXIT
operator=$(password operator)
pods=$(producers)
[[ -n $pods ]] || fail "no producer-service runs in namespace $namespace"
for pod in $pods; do
  upload "$pod" "$@"
  echo "$pod: $# file(s)"
done
