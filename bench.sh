#!/usr/bin/env bash
# Compares both services with similar tools: see ./bench.sh --help.
set -euo pipefail
# shellcheck source=find-java.sh
source "$(dirname "${BASH_SOURCE[0]}")/find-java.sh"

show_help bench "$@"
find_java
command -v mvn >/dev/null || fail "mvn is missing; the benchmark needs a JDK and Maven"
built=$home/bench/target/built
if [[ ! -f $built || ! -f $home/producer-service/target/producer-service.jar || ! -f $home/consumer-service/target/consumer-service.jar || ! -d $home/launcher/target/lib || -n $(cd "$home" && find pom.xml {common,local-kafka,producer-service,consumer-service,launcher,harness,bench}/{pom.xml,src/main} bench/peers/pom.xml \
        -newer "$built" -print -quit) ]]; then
    echo "Building (a minute or two the first time)"
    package -pl bench,launcher -am
    touch "$built"
fi
exec "$java" -Xmx1g "-Dsensor.home=$home" -cp "$home/bench/target/classes:$home/bench/target/lib/*" \
    io.sensorstreams.bench.BenchApplication "$@"
