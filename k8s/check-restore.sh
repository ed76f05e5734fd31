#!/usr/bin/env bash
# Follows "Backup and restore" of docs/kubernetes.md with the pods of overlays/small as plain containers (pods.sh): saves all
# volumes in the middle of a month, streams on, loses everything, and restores it. The month must then be in the files once.
# Then the brokers start with the paths and the names that Strimzi gives them.
#
#   k8s/check-restore.sh [DIRECTORY WITH CSV FILES]      default: samples; streams its first AIR file
#
# Needs what check.sh needs. Exit 1 when a check fails, 3 when it cannot start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR source=lib.sh
source k8s/lib.sh
shopt -s nullglob
files=("${1:-samples}"/AIR*.csv)
((${#files[@]} > 0)) || fail "no AIR*.csv in ${1:-samples}" 2
readonly month=${files[0]}
# shellcheck source-path=SCRIPTDIR source=pods.sh
source k8s/pods.sh

trap finish EXIT
remove
up small 1
# volume.sh finds the stand-in for kubectl.
mkdir "$work/commands" "$work/backup"
ln -s "$PWD/k8s/kubectl-docker.sh" "$work/commands/kubectl"
volume() { KUBECTL=$(command -v kubectl) PREFIX=$prefix PATH=$work/commands:$PATH k8s/volume.sh "$@"; }
services=(producer-service-0 consumer-service-0)
brokers=(kafka-0 kafka-1 kafka-2)
claims=(data-producer-service-0 output-consumer-service-0 data-kafka-0 data-kafka-1 data-kafka-2)
# Stops all of them at the same time, as `kubectl scale --replicas 0` does.
stop() { docker stop "${@/#/$prefix-}" >/dev/null; }

# --- a backup in the middle of a month --------------------------------------------------------------------------------
start "${pods[@]}"
await_ready "${pods[@]}"
at producer-service-0
settled /api/files
call -o /dev/null -T "$month" "$address/api/files/$(basename "$month")"
rows=$(($(wc -l <"$month") - 1))
readonly rows
settled /api/streams
create_stream "
  {\"name\":\"month\",\"topic\":\"AIR\",\"autoStart\":true,\"partitioning\":\"row\",\"pace\":{\"type\":\"rate\",\"perSecond\":$((rows / 60 + 1))},
   \"source\":{\"type\":\"csv\",\"file\":\"$(basename "$month")\"}}"
stream() { at producer-service-0; call "$address/api/streams/month"; }
acked() { stream | grep -o '"rowsAcked":[0-9]*' | cut -d: -f2; }
sent() { local now; now=$(acked) && ((now >= $1)); }
await 90 "rows are sent" sent $((rows / 4))
if volume save output-consumer-service-0 "$work/backup/refused.tar" 2>"$work/refused"; then fail "a volume in use was saved"; fi
grep -q 'is used by pod consumer-service-0' "$work/refused" || fail "$(<"$work/refused")"
told "saved after $(acked) of $rows rows:"
stop "${services[@]}"
# The number of records of each partition of the internal topics.
internal_topics() { docker exec "$prefix-kafka-0" /opt/kafka/bin/kafka-get-offsets.sh --bootstrap-server kafka:9092 --topic 'sensor-.*' | sort; }
saved=$(internal_topics)
[[ $(wc -l <<<"$saved") == 22 ]] || fail "expected 4 partitions of sensor-ledger, 8 each of sensor-streams and sensor-positions, 1 each of sensor-clocks and sensor-replicas: $saved"
stop "${brokers[@]}"
for claim in "${claims[@]}"; do volume save "$claim" "$work/backup/$claim.tar"; done

# --- more rows, which the backup does not have, and the loss of everything --------------------------------------------
start "${pods[@]}"
await_ready "${pods[@]}"
await 120 "more rows are sent" sent $((rows / 2))
told "lost after $(acked) of $rows rows"
remove
pods=()
up small 1

# --- restore ----------------------------------------------------------------------------------------------------------
# The new volumes have content by then, as in a cluster where the pods have run.
start "${pods[@]}"
await_ready "${pods[@]}"
stop "${services[@]}"
stop "${brokers[@]}"
for claim in "${claims[@]}"; do volume load "$claim" "$work/backup/$claim.tar"; done
volume list output-consumer-service-0 | grep -q '/AIR-[0-9]-[0-9]*\.csv' || fail "the restored volume has no output files"
start "${brokers[@]}"
await_ready "${brokers[@]}"
as_saved() { [[ $(internal_topics) == "$saved" ]]; }
await 60 "the internal topics are as they were saved" as_saved
start "${services[@]}"
await_ready "${services[@]}"

completed() { [[ $(stream) == *'"state":"COMPLETED"'* ]]; }
total() { grep -o "\"$1\":[0-9]*" <<<"$answer" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
# Repeated while transactions are still being completed.
clean() {
  local id answer
  at consumer-service-0
  id=$(call -X POST "$address/api/audits" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
  for _ in {1..60}; do
    answer=$(call "$address/api/audits/$id")
    [[ $answer == *'"state":"RUNNING"'* ]] || break
    sleep 1
  done
  [[ $answer == *'"verdict":"CLEAN"'* && $(total inKafka) == "$rows" && $(total inFiles) == "$rows" ]]
}
same_rows() {
  rm -rf "$work/output"
  docker cp -q "$prefix-consumer-service-0:/output" "$work/output" >/dev/null
  mapfile -t written < <(find "$work/output/AIR/AIR" -name 'AIR-*.csv')
  cmp <(tail -n +2 "$month" | sed 's/---//g' | LC_ALL=C sort) <(tail -q -n +2 "${written[@]}" | LC_ALL=C sort)
}
await 180 "the stream is COMPLETED" completed
await 120 "an audit is clean, with all rows" clean
same_rows || fail "the rows in the files differ from $month"
told "restored: the stream has continued, and ${#written[@]} files hold each of $rows rows once"

# --- the same disks with the paths and names of Strimzi ---------------------------------------------------------------
stop "${services[@]}"
stop "${brokers[@]}"
for broker in "${brokers[@]}"; do
  docker rm "$prefix-$broker" >/dev/null
  docker run --rm --label "$prefix" --user 1000:1000 --entrypoint mv -v "$prefix-$broker:/volume" "$(said kafka image)" /volume/log "/volume/kafka-log${broker#kafka-}"
done
# shellcheck disable=SC2016 # POD_NAME is a variable of the pod
sed -i '/^config kafka/ s|KAFKA_LOG_DIRS=.*|KAFKA_LOG_DIRS=/var/lib/kafka/data-0/kafka-logORDINAL|
  s|^kafka claim .*|kafka claim /var/lib/kafka/data-0|
  s|kafka-\([0-2]\)\.kafka-nodes\.|sensor-streams-nodes-\1.sensor-streams-kafka-brokers.|g
  s|$(POD_NAME)\.kafka-nodes\.|sensor-streams-nodes-ORDINAL.sensor-streams-kafka-brokers.|' "$work/pods"
cp "$work/pods" "$work/pods.strimzi"
for broker in "${brokers[@]}"; do
  sed "s|ORDINAL|${broker#kafka-}|" "$work/pods.strimzi" >"$work/pods"
  create "$broker" "sensor-streams-nodes-${broker#kafka-}.sensor-streams-kafka-brokers.$(said kafka namespace).svc"
done
start "${pods[@]}"
await_ready "${pods[@]}"
await 120 "the stream is still COMPLETED" completed
await 120 "an audit is clean, with all rows" clean
told "passed: brokers with other paths and names have all topics, and an audit is clean"
