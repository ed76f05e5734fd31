# shellcheck shell=bash
# Functions of the scripts in this directory. Source this file.

fail() { echo "$1" >&2; exit "${2:-1}"; }

# need COMMAND...: fails with one line that lists the missing commands.
need() {
  local command missing=()
  for command in "$@"; do command -v "$command" >/dev/null || missing+=("$command"); done
  ((${#missing[@]} == 0)) || fail "missing on this machine: ${missing[*]}" 3
}

namespace=sensor-streams
# Uses the context in CONTEXT, which the script sets, instead of the current one.
kube() { kubectl ${CONTEXT:+--context "$CONTEXT"} --namespace "$namespace" "$@"; }

password() { kube get secret sensor-streams-users -o "jsonpath={.data.$1-password}" | base64 -d; }

# forward TARGET PORT: forwards a local port to the target and sets `address`. unforward closes it.
forward() {
  local port
  coproc FORWARD { exec kubectl ${CONTEXT:+--context "$CONTEXT"} --namespace "$namespace" port-forward "$1" ":$2" 2>&1; }
  # shellcheck disable=SC2153 # set by coproc
  forward_pid=$FORWARD_PID
  local line=
  read -r -t 30 line <&"${FORWARD[0]}" || true
  port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\) .*/\1/p' <<<"$line")
  [[ -n $port ]] || fail "cannot forward a port to $1: ${line:-no output of kubectl port-forward}"
  address=http://127.0.0.1:$port
}

unforward() {
  [[ -n ${forward_pid-} ]] || return 0
  kill "$forward_pid" 2>/dev/null || true
  wait "$forward_pid" 2>/dev/null || true
  forward_pid=
}

# call CURL-ARGUMENTS...: sends a request as operator. The script sets the password, which is not on any command line.
# shellcheck disable=SC2154
call() {
  curl -sS --fail-with-body --max-time 120 --config <(printf 'user = "operator:%s"\n' "$operator") "$@"
}

# settled PATH: waits until the service answers the path. After its start, the service first reads its state from Kafka.
settled() {
  local try
  for ((try = 0; try < 60; try++)); do
    if call -o /dev/null "$address$1" 2>/dev/null; then return; fi
    sleep 1
  done
  fail "the service does not answer $1 within a minute"
}

# create_stream JSON: retries while Kafka starts. A stream that already exists was created by an attempt whose answer was lost.
create_stream() {
  local try status
  for ((try = 0; try < 60; try++)); do
    if status=$(call -o /dev/null -w '%{http_code}' -X POST "$address/api/streams" -H 'Content-Type: application/json' -d "$1" 2>/dev/null); then
      return
    fi
    case $status in
      409) return ;;
      503) sleep 1 ;;
      *) fail "the stream was rejected with status $status" ;;
    esac
  done
  fail "the stream could not be created within a minute"
}

# upload POD FILE...: copies files to the data directory of that replica.
upload() {
  local file
  forward "pod/$1" 8081
  settled /api/files
  for file in "${@:2}"; do call -o /dev/null -T "$file" "$address/api/files/$(basename "$file")"; done
  unforward
}

producers() { kube get pods -l app.kubernetes.io/name=producer-service -o 'jsonpath={.items[*].metadata.name}'; }
