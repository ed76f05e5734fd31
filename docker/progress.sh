# shellcheck shell=bash
# Progress and waits of checks with containers. Source this file; the script has a function `fail` that ends it.

# told WHAT: prints what was reached, and the seconds since the start.
told() { printf '%4d s  %s\n' "$SECONDS" "$1"; }

# await SECONDS WHAT COMMAND...: waits until the command succeeds. PATIENCE multiplies the time, for a machine that is busy.
await() {
  local end=$((SECONDS + $1 * ${PATIENCE:-1})) what=$2
  shift 2
  until "$@" 2>/dev/null; do
    ((SECONDS < end)) || fail "timed out: $what"
    sleep 1
  done
}
