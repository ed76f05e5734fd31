#!/usr/bin/env bash
# Injects random faults and checks that every row survives them: see ./soak.sh --help.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    printf './soak.sh: %s\n' "$1" >&2
    exit 3
}

# shellcheck source=find-java.sh
source "$home/find-java.sh"

if asks_for_help "$@"; then
    exec cat "$home/docs/help/soak.txt"
fi
find_java
for tool in unshare nsenter mvn; do
    command -v "$tool" >/dev/null || fail "$tool is missing; the soak test needs Linux with util-linux, a JDK and Maven"
done
echo "Building"
log=$(mktemp)
if ! (cd "$home" && mvn -q -B -DskipTests package) >"$log" 2>&1; then
    fail "the build failed, see $log"
fi
rm -f "$log"
exec "$java" "-Dsensor.home=$home" -cp "$home/system-tests/target/test-classes:$home/system-tests/target/lib/*" \
    io.sensorstreams.system.SoakApplication "$@"
