#!/usr/bin/env bash
# Both services beside comparable tools, side by side: see ./bench.sh --help.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
built=$home/bench/target/built

for tool in mvn "$java"; do
    command -v "$tool" >/dev/null || { echo "./bench.sh: $tool is missing; it needs a JDK and Maven" >&2; exit 3; }
done
if [[ ! -f $built || ! -f $home/producer-service/target/producer-service.jar || ! -f $home/consumer-service/target/consumer-service.jar || ! -d $home/launcher/target/lib || -n $(cd "$home" && find pom.xml {common,local-kafka,producer-service,consumer-service,launcher,harness,bench}/{pom.xml,src/main} bench/peers/pom.xml \
        -newer "$built" -print -quit) ]]; then
    echo "Building (a minute or two the first time)"
    log=$(mktemp)
    if ! (cd "$home" && mvn -q -B -DskipTests -pl bench,launcher -am package) >"$log" 2>&1; then
        echo "./bench.sh: the build failed, see $log" >&2
        exit 3
    fi
    rm -f "$log"
    touch "$built"
fi
exec "$java" -Xmx1g "-Dsensor.home=$home" -cp "$home/bench/target/classes:$home/bench/target/lib/*" \
    io.sensorstreams.bench.BenchApplication "$@"
