#!/usr/bin/env bash
# Tries generated inputs on the code that reads what others wrote: see ./fuzz.sh --help.
set -euo pipefail
# shellcheck source=find-java.sh
source "$(dirname "${BASH_SOURCE[0]}")/find-java.sh"

declare -A classes=(
    [cells]=io.sensorstreams.producer.cells.CellsFuzz
    [rows]=io.sensorstreams.producer.csv.RowsFuzz
    [dialects]=io.sensorstreams.producer.dialect.DialectsFuzz
    [codec]=io.sensorstreams.consumer.format.CodecFuzz
    [entries]=io.sensorstreams.fuzz.EntriesFuzz
    [requests]=io.sensorstreams.fuzz.RequestsFuzz
    [times]=io.sensorstreams.producer.time.TimesFuzz
)
all=(rows dialects entries codec cells times requests)

show_help fuzz "$@"
usage() {
    printf './fuzz.sh: %s; see ./fuzz.sh --help\n' "$1" >&2
    exit 2
}
targets=() input='' seconds=60 runs=-1 jobs=2 seed=0
while (($# > 0)); do
    case $1 in
        --seconds | --runs | --jobs | --seed | --input)
            (($# > 1)) || usage "$1 has no value"
            [[ $1 == --input || $2 =~ ^[1-9][0-9]{0,9}$ ]] || usage "$1 is '$2', expected a number from 1"
            declare "${1#--}=$2"
            [[ $1 != --runs ]] || seconds=0
            shift
            ;;
        -*) usage "unknown option $1" ;;
        *)
            [[ -n ${classes[$1]:-} ]] || usage "unknown target '$1', expected one of ${all[*]}"
            targets+=("$1")
            ;;
    esac
    shift
done
((${#targets[@]} > 0)) || targets=("${all[@]}")
[[ -z $input || -f $input ]] || usage "$input is not a file"
[[ -z $input || ${#targets[@]} == 1 ]] || usage "--input needs one target"
find_java

work=$home/fuzz/target
if [[ -z ${SENSOR_RUN_WITHOUT_BUILD:-} ]] && is_stale fuzz/target/built {common,producer-service,consumer-service}/{pom.xml,src/main} fuzz/{pom.xml,src}; then
    command -v mvn >/dev/null || fail "mvn is missing; fuzzing needs a JDK and Maven"
    echo "Building (a minute or two the first time)"
    begin=$(mktemp)
    package -pl fuzz -am
    # A source that changed during the build is newer.
    mv "$begin" "$work/built"
fi
[[ -d $work/lib && -d $work/test-classes ]] || fail "$work has no build; build it with mvn package, or unset SENSOR_RUN_WITHOUT_BUILD"

# What checks the services is not what inputs shall reach.
checks=$(IFS=:; echo "io.sensorstreams.fuzz.**:io.sensorstreams.producer.cells.ReferenceSplitter:${classes[*]}")

# Tries inputs on the target $1, with more options for libFuzzer. Each input may use 512 MiB and 60 s.
jazzer() {
    local target=$1 found=$work/found/$1
    shift
    "$java" -Xmx512m -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading -cp "$work/test-classes:$work/lib/*" \
        com.code_intelligence.jazzer.Jazzer "--target_class=${classes[$target]}" \
        '--instrumentation_includes=io.sensorstreams.**' "--instrumentation_excludes=$checks" --trace=cov \
        '--custom_hook_includes=io.sensorstreams.**' \
        --disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection \
        "--reproducer_path=$found" "-artifact_prefix=$found/" -timeout=60 -rss_limit_mb=0 "$@"
}

# Prints what a run of the target $1 has found. Its exit code is $2, its log $3.
report() {
    local inputs
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$3")
    if [[ $2 == 0 && -n $inputs ]]; then
        echo "$1: $inputs inputs, no fault"
        return 0
    fi
    echo "$1: FAULT after ${inputs:-no} inputs, see $3"
    grep -m1 -A8 '^== Java Exception\|^==.*ERROR: \|^Exception in' "$3" | cut -c1-500 || tail -n3 "$3"
    sed -n 's/.*Test unit written to \(.*\)/Input: \1/p' "$3"
    return 1
}

fuzz() {
    local target=$1 log=$work/found/$1.log exit=0
    mkdir -p "$work/inputs/$target" "$work/found/$target"
    jazzer "$target" "$work/inputs/$target" "$home/fuzz/corpus/$target" -max_len=2048 "-max_total_time=$seconds" \
        "-runs=$runs" "-seed=$seed" -print_final_stats=1 >"$log" 2>&1 || exit=$?
    report "$target" "$exit" "$log"
}

if [[ -n $input ]]; then
    mkdir -p "$work/found/${targets[0]}"
    jazzer "${targets[0]}" "$input" || exit 1
    exit
fi
failed=0 running=0
for target in "${targets[@]}"; do
    if ((running == jobs)); then
        wait -n || failed=1
        running=$((running - 1))
    fi
    fuzz "$target" &
    running=$((running + 1))
done
while ((running-- > 0)); do
    wait -n || failed=1
done
exit "$failed"
