#!/usr/bin/env bash
# Deletes the kind cluster that up.sh has created, with all of its data. Does nothing when there is no cluster.
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
