#!/usr/bin/env bash
# Starts docker-compose.yml on a real engine and checks it: streams survive the loss of a broker, a restart of all
# containers and killed replicas, every row is in the files once, and the monitoring has data.
#
#   docker/check.sh [DIRECTORY WITH CSV FILES]     default: samples
#
# Needs an engine, and the images that docker/build-offline.sh builds. Uses a temporary directory. The host ports must be
# free. Exit 1 when a check fails, 3 when it cannot start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly root=$PWD source=${1:-samples}

if docker compose version >/dev/null 2>&1; then compose_command=(docker compose); else compose_command=(docker-compose); fi
command -v "${compose_command[0]}" >/dev/null || { echo "no docker-compose" >&2; exit 3; }

work=$(mktemp -d)
readonly work operator=operator:$RANDOM$RANDOM viewer=viewer:$RANDOM$RANDOM owner=1234
compose() { (cd "$work" && "${compose_command[@]}" --project-name sensor-streams-check "$@"); }

finish() {
  local exit=$?
  # A failure here must not prevent the remaining cleanup.
  set +e
  ((exit == 0)) || { compose ps; compose logs --no-color producer-service consumer-service | readable; } 2>&1 | cut -c1-600
  [[ -z ${KEEP-} || $exit == 0 ]] || { echo "kept: $work"; exit "$exit"; }
  compose down --volumes --timeout 20 >/dev/null 2>&1
  rm -rf "$work"
  exit "$exit"
}
# Omits warnings of loggers that repeat them while a broker is down. Prints the stack traces of the JSON objects as lines.
readable() {
  grep -vE '"level":"WARN","logger":"[^"]*[.](ClientUtils|NetworkClient|Sender)"' | tail -n 100 | sed 's/\\n/\n/g; s/\\t/\t/g'
}
fail() { echo "FAILED: $1" >&2; exit 1; }
# shellcheck source=docker/progress.sh
source docker/progress.sh

# --- requests ---------------------------------------------------------------------------------------------------------
producer=http://127.0.0.1:8081
consumer=http://127.0.0.1:8082
call() { curl -sS --fail-with-body --max-time 60 -u "$operator" -H 'Content-Type: application/json' "$@"; }
status() { curl -s -o /dev/null -w '%{http_code}' "$@" || true; }
expect() { local is; is=$(status "${@:2}"); [[ $is == "$1" ]] || fail "status $is instead of $1: ${*:2}"; }

healthy() { [[ $(docker ps -q --filter label=com.docker.compose.project=sensor-streams-check --filter health=healthy | wc -l) -ge $1 ]]; }
state() { call "$producer/api/streams/$1" | grep -o '"state":"[A-Z]*"' | cut -d'"' -f4; }
acked() { call "$producer/api/streams/$1" | grep -o '"rowsAcked":[0-9]*' | cut -d: -f2; }
is() { [[ $(state "$1") == "$2" ]]; }
sent() { local now; now=$(acked "$1") && ((now >= $2)); }
# Returns whether the lag of every partition is 0. The lag of a partition without an owner is null.
caught_up() {
  local partitions
  partitions=$(call "$consumer/api/partitions") || return 1
  [[ $(grep -o '"lag":0[,}]' <<<"$partitions" | wc -l) == "$(grep -o '"lag":' <<<"$partitions" | wc -l)" && $partitions == *'"lag":'* ]]
}

# stream NAME TOPIC FILE SECONDS: creates and starts a stream that takes about this time.
stream() {
  local rows=$(($(wc -l <"$work/data/$3") - 1))
  send "create stream $1" "$producer/api/streams" -d "{\"name\":\"$1\",\"topic\":\"$2\",\"source\":{\"type\":\"csv\",\"file\":\"$3\"},
    \"pace\":{\"type\":\"rate\",\"perSecond\":$((rows / $4 + 1))},\"partitioning\":\"row\"}"
  send "start stream $1" -X POST "$producer/api/streams/$1/start"
}
# send WHAT CURL-ARGUMENTS...: sends a command until it is accepted. After 503 the command is sent again. 409 then means that
# the first command was stored.
send() {
  local what=$1 end=$((SECONDS + 60)) code again=
  shift
  while true; do
    code=$(curl -sS -o "$work/answer" -w '%{http_code}' --max-time 60 -u "$operator" -H 'Content-Type: application/json' "$@")
    case $code in
      2??) return ;;
      503) again=yes; told "503, sent again: $(<"$work/answer")"; ((SECONDS < end)) || fail "$what: 503 for a minute" ;;
      409) [[ -z $again ]] || return 0; fail "$what: 409, $(<"$work/answer")" ;;
      *) fail "$what: $code, $(<"$work/answer")" ;;
    esac
    sleep 1
  done
}

# completed SECONDS PASS: waits until all rows of a pass are sent and in files.
completed() {
  local stream
  for stream in $(pass "$2"); do await "$1" "stream $stream is COMPLETED" is "$stream" COMPLETED; done
  await 120 "no lag" caught_up
}

# audit ROWS: checks that the verdict is CLEAN and Kafka and the files have exactly this number of rows.
audit() {
  await 90 "an audit finds $1 rows in Kafka" audit_finds "$1"
  [[ $answer == *'"verdict":"CLEAN"'* ]] || fail "the audit is not clean: $answer"
  [[ $(total inKafka) == "$1" && $(total inFiles) == "$1" ]] \
    || fail "$1 rows were sent, $(total inKafka) are in Kafka and $(total inFiles) in files"
  told "audit clean: $1 rows sent, in Kafka and in files"
}
# An audit covers completed transactions only. After the loss of a broker, Kafka may take half a minute to complete
# transactions, so the audit is repeated while it finds fewer rows.
audit_finds() {
  local id
  id=$(call -X POST "$consumer/api/audits" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
  for _ in {1..120}; do
    answer=$(call "$consumer/api/audits/$id") && [[ $answer != *'"state":"RUNNING"'* ]] && break
    sleep 1
  done
  [[ $answer != *'"verdict":"CLEAN"'* ]] || (($(total inKafka) >= $1))
}
total() { grep -o "\"$1\":[0-9]*" <<<"$answer" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }

kafka() { compose exec -T kafka1 "/opt/kafka/bin/kafka-$1.sh" --bootstrap-server kafka1:9092 "${@:2}"; }
replica() { docker ps -q --filter label=com.docker.compose.project=sensor-streams-check --filter "label=com.docker.compose.service=$1" | tail -n 1; }

docker/sizes.sh || exit
docker/contents.sh || exit

# --- temporary directory ----------------------------------------------------------------------------------------------
trap finish EXIT
mkdir -p "$work/docker" "$work/data" "$work/output"
cp "$root/docker-compose.yml" "$work"
cp -r "$root/docker/gateway" "$work/docker"
cp -r "$root/monitoring" "$work"
cp "$source"/*.csv "$work/data"
chmod -R a+rX "$work"
[[ $(id -u) != 0 ]] || chown $owner:$owner "$work/data" "$work/output"
if compose config >/dev/null 2>&1; then fail "the compose file is valid without passwords"; fi
cat >"$work/.env" <<EOF
SENSOR_OPERATOR_PASSWORD=${operator#*:}
SENSOR_VIEWER_PASSWORD=${viewer#*:}
SENSOR_USER=$([[ $(id -u) == 0 ]] && echo $owner:$owner || echo "$(id -u):$(id -g)")
EOF
# A killed or kept check leaves containers and volumes. Its streams would still exist.
compose down --volumes --remove-orphans --timeout 0 >/dev/null 2>&1 || true
rows=0
for file in "$work"/data/*.csv; do rows=$((rows + $(wc -l <"$file") - 1)); done
files=("$work"/data/*.csv)
# start PASS SECONDS: streams every file to the topic at the beginning of its name.
start() { for file in "${files[@]}"; do stream "$(topic "$file")-$1" "$(topic "$file")" "$(basename "$file")" "$2"; done; }
# Prints the stream names of a pass.
pass() { for file in "${files[@]}"; do echo "$(topic "$file")-$1"; done; }
topic() { basename "$1" | grep -o '^[A-Za-z]*'; }

# --- 1. start, loss of a broker, restart ------------------------------------------------------------------------------
begin=$SECONDS
compose up -d >/dev/null 2>&1 || { compose up -d >&2 || true; exit 3; }
await 90 "all containers are healthy" healthy 7
told "started and healthy in $((SECONDS - begin)) s"

expect 200 "$producer/actuator/health/readiness"
# The services answer 503 until they have read their state from Kafka.
await 60 "the producer-service has read the streams" call "$producer/api/streams" -o /dev/null
for service in "$producer/api/streams" "$consumer/api/partitions" "$consumer/actuator/prometheus"; do
  expect 401 "$service"
  expect 200 -u "$viewer" "$service"
done
expect 403 -u "$viewer" -X POST "$producer/api/streams/stop"
told "security is as documented"

start 1 20
first=$(topic "${files[0]}")
await 60 "rows are sent" sent "$first-1" $((rows / 20))
compose kill kafka2 >/dev/null 2>&1
told "broker kafka2 killed, $(acked "$first-1") rows of $first sent"
completed 120 1
audit "$rows"
[[ -n $(find "$work/output" -name "$first-*.csv") ]] || fail "no files in ./output"
[[ $(id -u) != 0 || -z $(find "$work/output" ! -user $owner) ]] || fail "files in ./output are not owned by the given user"
compose up -d >/dev/null 2>&1

start 2 40
await 60 "rows are sent" sent "$first-2" $((rows / 40))
compose down --timeout 40 >/dev/null 2>&1
told "stopped during the second pass"
begin=$SECONDS
compose up -d >/dev/null 2>&1
await 180 "all containers are healthy" healthy 7
told "restarted and healthy in $((SECONDS - begin)) s"
completed 180 2
audit $((2 * rows))

[[ $(kafka topics --describe --topic "$first") == *"PartitionCount: 4"*"ReplicationFactor: 3"*"min.insync.replicas=2"* ]] \
  || fail "topic $first does not have 4 partitions, 3 replicas and 2 in sync"
told "topic $first: 4 partitions, replication 3, min.insync 2"

# Sends rows to two partitions by row number modulo two. Another consumer reads them from the beginning.
kafka topics --create --topic HALVES --partitions 2 >/dev/null
stream halves HALVES "$(basename "${files[0]}")" 5
await 60 "stream halves is COMPLETED" is halves COMPLETED
one=$(($(wc -l <"${files[0]}") - 1))
halves() {
  kafka console-consumer --topic HALVES --partition "$1" --offset earliest --isolation-level read_committed --timeout-ms 10000 2>/dev/null | wc -l
}
[[ "$(halves 0) $(halves 1)" == "$(((one + 1) / 2)) $((one / 2))" ]] || fail "topic HALVES does not have half of $one rows in each partition"
told "topic HALVES: $one rows, every other one in partition 0"

# --- monitoring -------------------------------------------------------------------------------------------------------
query() { compose exec -T prometheus promtool query instant http://localhost:9090 "$1" </dev/null; }
compose exec -T prometheus promtool check rules /etc/prometheus/alerts.yml >/dev/null </dev/null || fail "alert rules are not valid"
compose exec -T prometheus promtool test rules /etc/prometheus/alerts_test.yml >/dev/null </dev/null || fail "alert rules fail their tests"
scraped() { [[ $(curl -s 'http://127.0.0.1:9090/api/v1/targets?state=active' | grep -o '"health":"up"' | wc -l) == "$1" ]]; }
await 60 "Prometheus scrapes both services, and itself" scraped 3
queries=0
empty=()
while read -r expression; do
  answer=$(query "$expression") || fail "not a valid query: $expression"
  [[ -n $answer ]] || empty+=("$expression")
  queries=$((queries + 1))
done < <(sed -n 's/^ *"expr": "\(.*\)",$/\1/p' "$work/monitoring/grafana/dashboards/sensor-streams.json" | sed 's/\\"/"/g')
told "Prometheus: alert rules pass their tests, $queries dashboard queries valid, without data now: ${#empty[@]}"
for expression in "${empty[@]}"; do echo "        no data: $expression"; done
for important in sensor_rows_sent_total sensor_rows_written_total sensor_partition_lag sensor_streams sensor_partitions \
    sensor_audit_missing sensor_disk_free_bytes sensor_commit_seconds_count sensor_transactions_seconds_count; do
  [[ -n $(query "$important") ]] || fail "Prometheus has no $important"
done

# --- 2. two replicas of each service, killed during a pass ------------------------------------------------------------
compose up -d --scale producer-service=2 --scale consumer-service=2 >/dev/null 2>&1
await 180 "two replicas of each service are healthy" healthy 9
await 60 "Prometheus scrapes both replicas of both services" scraped 5
# The group has 4 partitions, and each replica has one member for each partition, so half of the members are idle.
members=$(kafka consumer-groups --describe --group "$first" --members | awk -v group="$first" '$1 == group { print $NF }' | sort -n | paste -sd' ')
[[ $members == "0 0 0 0 1 1 1 1" ]] || fail "numbers of partitions of the members of group $first: $members, expected 0 0 0 0 1 1 1 1"
told "two replicas of each service; partitions of the members of group $first: $members"
start 3 40
await 60 "rows are sent" sent "$first-3" $((rows / 40))
docker kill "$(replica consumer-service)" >/dev/null
told "a consumer killed"
await 60 "rows are sent" sent "$first-3" $((rows / 20))
docker kill "$(replica producer-service)" >/dev/null
told "a producer killed"
completed 180 3
audit $((3 * rows))

# --- memory -----------------------------------------------------------------------------------------------------------
docker stats --no-stream --format '{{.Name}}\t{{.MemUsage}}' | grep sensor-streams-check | sort
told "passed"
