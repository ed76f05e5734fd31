#!/usr/bin/env bash
# Random faults for as long as you like, and proof that every row survived them: see ./soak.sh --help.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

for tool in unshare nsenter mvn "$java"; do
    command -v "$tool" >/dev/null || { echo "./soak.sh: $tool is missing; it needs Linux with util-linux, a JDK and Maven" >&2; exit 3; }
done
echo "Building"
log=$(mktemp)
if ! (cd "$home" && mvn -q -B -DskipTests package) >"$log" 2>&1; then
    echo "./soak.sh: the build failed, see $log" >&2
    exit 3
fi
rm -f "$log"
exec "$java" "-Dsensor.home=$home" -cp "$home/system-tests/target/test-classes:$home/system-tests/target/lib/*" \
    io.sensorstreams.system.SoakApplication "$@"
