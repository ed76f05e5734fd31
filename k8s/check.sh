#!/usr/bin/env bash
# Runs the pods of an overlay with components/secure-kafka as plain containers (pods.sh). Three brokers, two producers and two
# consumers start in the wrong order, with the Secrets that docs/kubernetes.md describes. A month is streamed while all of them are
# restarted one by one, as in a rolling update: the brokers with renewed certificates, the services with new passwords. At the end
# the files are compared with the month, row by row.
#
#   k8s/check.sh [--plain] [DIRECTORY WITH CSV FILES]      default: samples; streams its first AIR file
#
#   --plain      without components/secure-kafka
#
# OVERLAY names the overlay, `kind` by default.
# Needs a Docker engine, kubectl, curl, openssl, and the images that docker/build-offline.sh builds. Without a cluster, scheduling,
# volumes of a StorageClass and NetworkPolicies are not tested. Exit 1 when a check fails, 3 when it cannot start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR source=lib.sh
source k8s/lib.sh
shopt -s nullglob
secure=yes
if [[ ${1-} == --plain ]]; then secure=; shift; fi
files=("${1:-samples}"/AIR*.csv)
((${#files[@]} > 0)) || fail "no AIR*.csv in ${1:-samples}" 2
readonly month=${files[0]} replicas=2
# shellcheck source-path=SCRIPTDIR source=pods.sh
source k8s/pods.sh
# shellcheck source-path=SCRIPTDIR source=check-secure.sh
[[ -z $secure ]] || source k8s/check-secure.sh

trap finish EXIT
remove
[[ -z $secure ]] || documented 1
# The brokers start last, and the services wait for them.
up "${OVERLAY:-kind}" "$replicas" ${secure:+secure-kafka}

# --- up, in the wrong order -------------------------------------------------------------------------------------------
start "${pods[@]}"
await_ready "${pods[@]}"
told "ready: ${pods[*]}"

for ((i = 0; i < replicas; i++)); do
  at "producer-service-$i"
  settled /api/files
  call -o /dev/null -T "$month" "$address/api/files/$(basename "$month")"
done

# --- a month, and a rolling update in the middle of it ----------------------------------------------------------------
rows=$(($(wc -l <"$month") - 1))
readonly rows
at producer-service-0
create_stream "
  {\"name\":\"month\",\"topic\":\"AIR\",\"autoStart\":true,\"partitioning\":\"row\",\"pace\":{\"type\":\"rate\",\"perSecond\":$((rows / 150 + 1))},
   \"source\":{\"type\":\"csv\",\"file\":\"$(basename "$month")\"}}"
stream() { at producer-service-0; call "$address/api/streams/month"; }
acked() { stream | grep -o '"rowsAcked":[0-9]*' | cut -d: -f2; }
flows() { (($(acked) > rows / 50)); }
await 60 "rows are sent" flows
told "in use, at $((rows / 150 + 1)) rows per second:"
use 10
[[ -z $secure ]] || rights_are_limited

# restart POD: replaces a pod, and waits until the new one is ready.
restart() {
  docker stop "$prefix-$1" >/dev/null
  [[ $(docker inspect -f '{{.State.ExitCode}}' "$prefix-$1") != 137 ]] || fail "$1 was killed: its grace period is too short"
  docker rm "$prefix-$1" >/dev/null
  create "$1"
  docker start "$prefix-$1" >/dev/null
  await 240 "$1 is ready again" ready "$1"
}
# roll SET: like a stateful set, from the highest ordinal down. The next pod follows when this one has been ready for minReadySeconds.
roll() {
  local pod
  for pod in $(printf '%s\n' "${pods[@]}" | grep "^$1-[0-9]" | sort -r); do
    restart "$pod"
    sleep "$(said "$1" settle)"
  done
  told "restarted: all of $1"
}
[[ -z $secure ]] || documented 2
roll kafka
if [[ -n $secure ]]; then
  certificates_are_renewed
  documented 3
  restart kafka-access-0
  old_passwords_are_refused
fi
roll consumer-service
roll producer-service
completed() { [[ $(stream) == *'"state":"COMPLETED"'* ]]; }
await 300 "the stream is COMPLETED" completed
[[ $(acked) == "$rows" ]] || fail "expected $rows acknowledged rows, found $(acked)"
# A replica reports the lag of its own partitions only.
caught_up() {
  local answers=
  for ((i = 0; i < replicas; i++)); do at "consumer-service-$i"; answers+=$(call "$address/api/partitions") || return 1; done
  [[ $(grep -oE '"topic":"AIR","partition":[0-9]+,[^}]*"lag":0[,}]' <<<"$answers" | cut -d, -f2 | sort -u | wc -l) == 4 ]]
}
await 120 "no lag" caught_up
told "the month is sent and committed"
for pod in "${pods[@]}"; do probe "$pod" liveness || fail "$pod is not alive"; done

# --- verdict ----------------------------------------------------------------------------------------------------------
# The audit of any replica covers the files of all of them.
for ((i = 0; i < replicas; i++)); do
  at "consumer-service-$i"
  id=$(call -X POST "$address/api/audits" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
  audited() { answer=$(call "$address/api/audits/$id") && [[ $answer != *'"state":"RUNNING"'* ]]; }
  await 120 "the audit ends" audited
  total() { grep -o "\"$1\":[0-9]*" <<<"$answer" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
  [[ $answer == *'"verdict":"CLEAN"'* && $(total inKafka) == "$rows" && $(total inFiles) == "$rows" ]] \
    || fail "the audit of consumer-service-$i is not clean: $answer"
  told "audit of consumer-service-$i: $rows in Kafka, $(total inFiles) in the files of all replicas"
done

# Check without the services: all files together must contain the rows of the month.
for ((i = 0; i < replicas; i++)); do docker cp -q "$prefix-consumer-service-$i:/output" "$work/output-$i" >/dev/null; done
mapfile -t written < <(find "$work"/output-*/AIR/AIR -name 'AIR-*.csv')
cmp <(tail -n +2 "$month" | sed 's/---//g' | LC_ALL=C sort) <(tail -q -n +2 "${written[@]}" | LC_ALL=C sort) \
  || fail "the rows in the files differ from $month"
told "passed: ${#written[@]} files on $replicas disks hold each of $rows rows once"
