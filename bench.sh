#!/usr/bin/env bash
# Compares both services with similar tools: see ./bench.sh --help.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
built=$home/bench/target/built

fail() {
    printf './bench.sh: %s\n' "$1" >&2
    exit 3
}

# shellcheck source=find-java.sh
source "$home/find-java.sh"

if asks_for_help "$@"; then
    exec cat "$home/docs/help/bench.txt"
fi
find_java
command -v mvn >/dev/null || fail "mvn is missing; the benchmark needs a JDK and Maven"
if [[ ! -f $built || ! -f $home/producer-service/target/producer-service.jar || ! -f $home/consumer-service/target/consumer-service.jar || ! -d $home/launcher/target/lib || -n $(cd "$home" && find pom.xml {common,local-kafka,producer-service,consumer-service,launcher,harness,bench}/{pom.xml,src/main} bench/peers/pom.xml \
        -newer "$built" -print -quit) ]]; then
    echo "Building (a minute or two the first time)"
    log=$(mktemp)
    if ! (cd "$home" && mvn -q -B -DskipTests -pl bench,launcher -am package) >"$log" 2>&1; then
        fail "the build failed, see $log"
    fi
    rm -f "$log"
    touch "$built"
fi
exec "$java" -Xmx1g "-Dsensor.home=$home" -cp "$home/bench/target/classes:$home/bench/target/lib/*" \
    io.sensorstreams.bench.BenchApplication "$@"
