#!/usr/bin/env bash
# Injects random faults and checks that every row survives them: see ./soak.sh --help.
set -euo pipefail
# shellcheck source=find-java.sh
source "$(dirname "${BASH_SOURCE[0]}")/find-java.sh"

show_help soak "$@"
find_java
for tool in unshare nsenter mvn; do
    command -v "$tool" >/dev/null || fail "$tool is missing; the soak test needs Linux with util-linux, a JDK and Maven"
done
echo "Building"
package -f pom.xml
exec "$java" "-Dsensor.home=$home" -cp "$home/system-tests/target/test-classes:$home/system-tests/target/lib/*" \
    io.sensorstreams.system.SoakApplication "$@"
