# shellcheck shell=bash
# What the scripts here share; to be sourced.

fail() { echo "$1" >&2; exit "${2:-1}"; }

# need COMMAND...: all of them, or one line that says which is missing.
need() {
  local command missing=()
  for command in "$@"; do command -v "$command" >/dev/null || missing+=("$command"); done
  ((${#missing[@]} == 0)) || fail "missing on this machine: ${missing[*]}" 3
}

namespace=sensor-streams
# Always the cluster that was meant, never the one that happens to be current: CONTEXT is set by the script.
kube() { kubectl ${CONTEXT:+--context "$CONTEXT"} --namespace "$namespace" "$@"; }

password() { kube get secret sensor-streams-users -o "jsonpath={.data.$1-password}" | base64 -d; }

# forward TARGET PORT: opens a port of this machine to it, sets `address`. closed by unforward.
forward() {
  local port
  coproc FORWARD { exec kubectl ${CONTEXT:+--context "$CONTEXT"} --namespace "$namespace" port-forward "$1" ":$2" 2>&1; }
  # shellcheck disable=SC2153 # set by coproc
  forward_pid=$FORWARD_PID
  local line=
  read -r -t 30 line <&"${FORWARD[0]}" || true
  port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\) .*/\1/p' <<<"$line")
  [[ -n $port ]] || fail "no way to $1: ${line:-kubectl port-forward said nothing}"
  address=http://127.0.0.1:$port
}

unforward() {
  [[ -n ${forward_pid-} ]] || return 0
  kill "$forward_pid" 2>/dev/null || true
  wait "$forward_pid" 2>/dev/null || true
  forward_pid=
}

# call CURL-ARGUMENTS...: as operator, whose password the script has set; it is not on a command line.
# shellcheck disable=SC2154
call() {
  curl -sS --fail-with-body --max-time 120 --config <(printf 'user = "operator:%s"\n' "$operator") "$@"
}

# settled PATH: the service answers it; for a while after the start it still reads what Kafka keeps for it.
settled() {
  local try
  for ((try = 0; try < 60; try++)); do
    if call -o /dev/null "$address$1" 2>/dev/null; then return; fi
    sleep 1
  done
  fail "the service does not answer $1 within a minute"
}

# create_stream JSON: asks again while Kafka still comes up. One that is there already is of an attempt whose answer was lost.
create_stream() {
  local try status
  for ((try = 0; try < 60; try++)); do
    if status=$(call -o /dev/null -w '%{http_code}' -X POST "$address/api/streams" -H 'Content-Type: application/json' -d "$1" 2>/dev/null); then
      return
    fi
    case $status in
      409) return ;;
      503) sleep 1 ;;
      *) fail "the stream is refused with status $status" ;;
    esac
  done
  fail "no stream can be made within a minute"
}

# upload POD FILE...: into the data directory of that replica.
upload() {
  local file
  forward "pod/$1" 8081
  settled /api/files
  for file in "${@:2}"; do call -o /dev/null -T "$file" "$address/api/files/$(basename "$file")"; done
  unforward
}

producers() { kube get pods -l app.kubernetes.io/name=producer-service -o 'jsonpath={.items[*].metadata.name}'; }
