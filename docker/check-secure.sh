#!/usr/bin/env bash
# Starts docker-compose.yml with docker-compose.secure.yml on a real engine, as docs/secure-kafka.md describes, and checks it: a
# stream arrives exactly once while certificates and passwords are renewed, Kafka denies what secure/acls.txt does not allow, and
# nothing that the services do is denied.
#
#   docker/check-secure.sh [CSV FILE]     default: samples/AIR2401.csv
#
# Needs an engine, openssl and the images that docker/build-offline.sh builds. Uses a temporary directory. The host ports must be
# free. Exit 1 when a check fails, 3 when it cannot start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly root=$PWD file=${1:-samples/AIR2401.csv}

if docker compose version >/dev/null 2>&1; then compose_command=(docker compose); else compose_command=(docker-compose); fi
command -v "${compose_command[0]}" >/dev/null || { echo "no docker-compose" >&2; exit 3; }
command -v openssl >/dev/null || { echo "no openssl" >&2; exit 3; }

work=$(mktemp -d)
readonly work operator=operator:$RANDOM$RANDOM$RANDOM
project=sensor-streams-secure
compose() {
  (cd "$work" && "${compose_command[@]}" --project-name $project -f docker-compose.yml -f docker-compose.secure.yml "$@")
}
fail() { echo "FAILED: $1" >&2; exit 1; }
# shellcheck source=docker/progress.sh
source docker/progress.sh
finish() {
  local exit=$?
  set +e
  ((exit == 0)) || { compose ps; compose logs --no-color --tail 10 kafka-access producer-service consumer-service; } 2>&1 | cut -c1-400
  compose down --volumes --timeout 20 >/dev/null 2>&1
  rm -rf "$work"
  exit "$exit"
}
# password USER: makes another password of a user of Kafka, in .env.
password() {
  local name=KAFKA_$1_PASSWORD
  sed -i "/^$name=/d" "$work/.env"
  echo "$name=$(openssl rand -hex 12)" >>"$work/.env"
}
up() { compose up -d >"$work/up.log" 2>&1 || { tail -n 20 "$work/up.log"; fail "the containers do not start"; }; }
admin() { compose run --rm -T kafka-access "$@" 2>&1; }
# as USER TOOL ARGUMENTS...: runs one of Kafka's tools as a user of Kafka, in the container of a broker.
as() {
  local user=$1 tool=$2 secret
  secret=$(sed -n "s/^KAFKA_$(tr 'a-z-' 'A-Z_' <<<"$user")_PASSWORD=//p" "$work/.env")
  shift 2
  # shellcheck disable=SC2016 # the shell in the container expands it
  compose exec -T kafka1 bash -c 'printf "%s\n" security.protocol=SASL_SSL sasl.mechanism=SCRAM-SHA-512 ssl.truststore.type=PEM \
      ssl.truststore.location=/etc/kafka/secrets/ca.crt \
      "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"$1\" password=\"$(cat)\";" >"/tmp/$1.properties"
    shift 2; exec "$@"' as "$user" - \
    "/opt/kafka/bin/kafka-$tool.sh" --bootstrap-server kafka1:9092 --command-config "/tmp/$user.properties" "$@" <<<"$secret" 2>&1 || true
}
# denied WHAT REASON COMMAND...: Kafka answers with the reason.
denied() {
  local answer
  answer=$("${@:3}")
  [[ $answer == *"$2"* ]] || fail "$1 was not denied: $(head -n 5 <<<"$answer")"
  told "denied: $1"
}
producer=http://127.0.0.1:8081
consumer=http://127.0.0.1:8082
call() { curl -sS --fail-with-body --max-time 60 -u "$operator" -H 'Content-Type: application/json' "$@"; }
healthy() { [[ $(docker ps -q --filter label=com.docker.compose.project=$project --filter health=healthy | wc -l) -ge $1 ]]; }
acked() { local now; now=$(call "$producer/api/streams/secure" | grep -o '"rowsAcked":[0-9]*' | cut -d: -f2) && ((now >= $1)); }
completed() { call "$producer/api/streams/secure" | grep -q '"state":"COMPLETED"'; }
total() { grep -o "\"$1\":[0-9]*" <<<"$answer" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
# clean ROWS: whether an audit finds exactly this number of rows, in Kafka and in files.
clean() {
  local id
  id=$(call -X POST "$consumer/api/audits" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
  for _ in {1..60}; do
    answer=$(call "$consumer/api/audits/$id") && [[ $answer != *'"state":"RUNNING"'* ]] && break
    sleep 1
  done
  [[ $answer == *'"verdict":"CLEAN"'* && $(total inKafka) == "$1" && $(total inFiles) == "$1" ]]
}

# --- set up -----------------------------------------------------------------------------------------------------------
trap finish EXIT
mkdir -p "$work/docker" "$work/data" "$work/output"
cp docker-compose.yml docker-compose.secure.yml "$work"
mkdir "$work/secure"
cp secure/*.sh secure/acls.txt secure/admin.properties "$work/secure"
cp -r docker/gateway "$work/docker"
cp -r monitoring "$work"
cp "$file" "$work/data/secure.csv"
chmod -R a+rX "$work"
owner=()
if [[ $(id -u) == 0 ]]; then
  owner=(--owner 1000:1000)
  chown -R 1000:1000 "$work/data" "$work/output"
fi
printf '%s\n' "SENSOR_OPERATOR_PASSWORD=${operator#*:}" "SENSOR_VIEWER_PASSWORD=viewer-$RANDOM$RANDOM$RANDOM" SENSOR_USER=1000:1000 >"$work/.env"
if compose config >/dev/null 2>&1; then fail "the compose files are valid without passwords of Kafka's users"; fi
for user in PRODUCER_SERVICE CONSUMER_SERVICE KAFKA_UI; do password $user; done
certificates() { "$root/secure/certificates.sh" ${owner[@]+"${owner[@]}"} "$@" "$work/secure/certificates" kafka1 kafka2 kafka3 admin >/dev/null; }
certificates --san localhost
# A killed check leaves containers and volumes. Its streams and passwords would still exist.
compose down --volumes --remove-orphans --timeout 0 >/dev/null 2>&1 || true
up
await 300 "all containers are healthy" healthy 7
told "seven containers are healthy"
answer=$(admin /secure/apply.sh --bootstrap-server kafka1:9094)
[[ $answer == *" 0 added, 0 removed"* ]] || fail "the second run changes ACLs: $answer"
told "$(tail -n 1 <<<"$answer" | tr -d '\r')"

# --- a stream, during which certificates and passwords are renewed ------------------------------------------------------
rows=$(($(wc -l <"$work/data/secure.csv") - 1))
call -o /dev/null "$producer/api/streams" -d "{\"name\":\"secure\",\"topic\":\"AIR\",\"autoStart\":true,\"partitioning\":\"row\",
  \"source\":{\"type\":\"csv\",\"file\":\"secure.csv\"},\"pace\":{\"type\":\"rate\",\"perSecond\":$((rows / 240 + 1))}}"
await 60 "rows are sent" acked $((rows / 20))
serial() { openssl s_client -connect 127.0.0.1:29092 </dev/null 2>/dev/null | openssl x509 -noout -serial; }
before=$(serial)
certificates --renew
admin /secure/reload.sh --bootstrap-server kafka1:9094 1 2 3 >/dev/null
renewed() { [[ -n $(serial) && $(serial) != "$before" ]]; }
await 60 "a broker shows a new certificate" renewed
told "certificates renewed without a restart"
if completed; then fail "the stream was too short to renew passwords while it runs"; fi
for user in PRODUCER_SERVICE CONSUMER_SERVICE; do password $user; done
up
await 180 "all containers are healthy" healthy 7
told "passwords renewed"
# The rest as fast as possible.
call -o /dev/null -X PATCH "$producer/api/streams/secure/pace" -d '{"type":"unlimited"}'
await 600 "the stream is COMPLETED" completed
await 120 "an audit finds $rows rows" clean "$rows"
told "audit clean: $rows rows sent, in Kafka and in files"
refused() { compose logs --no-color kafka1 kafka2 kafka3 2>&1 | grep ' is Denied ' || true; }
[[ -z $(refused) ]] || fail "Kafka denied something to a service: $(refused | head -n 3)"

# --- denials ------------------------------------------------------------------------------------------------------------
denied "the consumer-service writes AIR" TopicAuthorizationException as consumer-service producer-perf-test --topic AIR \
  --num-records 1 --record-size 10 --throughput 1
denied "the producer-service reads as group AIR" GroupAuthorizationException as producer-service console-consumer --topic AIR \
  --group AIR --max-messages 1 --timeout-ms 20000
for service in producer-service consumer-service; do
  denied "the $service changes AIR" TopicAuthorizationException as $service configs --entity-type topics --entity-name AIR \
    --alter --add-config retention.ms=1
  denied "the $service deletes AIR" TopicAuthorizationException as $service topics --delete --topic AIR
done
[[ -n $(refused) ]] || fail "the brokers do not log what they deny, so nothing could be found above"
answer=$(as kafka-ui consumer-groups --describe --group AIR)
[[ $answer == *AIR* && $answer != *Exception* ]] || fail "kafka-ui cannot see group AIR: $answer"
told "kafka-ui sees group AIR"
if compose logs --no-color producer-service consumer-service 2>&1 | grep -q 'stack_trace'; then fail "a service logged a stack trace"; fi
told "passed"
