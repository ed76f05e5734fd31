#!/usr/bin/env bash
# Removes the kind cluster that up.sh made, with all data in it. Nothing happens when there is none.
#
#   k8s/kind/down.sh
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

case ${1-} in
  '') ;;
  --help) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit ;;
  *) sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
need kind
kind delete cluster --name sensor-streams
