#!/usr/bin/env bash
# Runs the pods of overlays/kind as plain containers on one network with the settings of the manifests: images, users,
# commands, variables, ports, volumes, read-only root, limits, grace periods, probes. Three brokers, two producers and two
# consumers start in the wrong order. A month is streamed while all of them are restarted one by one, as in a rolling update.
# At the end the files are compared with the month, row by row.
#
#   k8s/check.sh [DIRECTORY WITH CSV FILES]      default: samples; streams its first AIR file
#
# Needs a Docker engine, kubectl, curl, and the images that docker/build-offline.sh builds. Without a cluster, scheduling,
# volumes of a StorageClass and NetworkPolicies are not tested. Exit 1 when a check fails, 3 when it cannot start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR source=lib.sh
source k8s/lib.sh
shopt -s nullglob
files=("${1:-samples}"/AIR*.csv)
((${#files[@]} > 0)) || fail "no AIR*.csv in ${1:-samples}" 2
readonly month=${files[0]} prefix=sensor-streams-pods replicas=2
need docker kubectl curl
docker info >/dev/null 2>&1 || fail "no Docker engine answers" 3

work=$(mktemp -d)
readonly work
operator=$RANDOM$RANDOM
remove() {
  docker ps -aq --filter "label=$prefix" | xargs -r docker rm -f -v >/dev/null
  docker volume ls -q --filter "label=$prefix" | xargs -r docker volume rm >/dev/null
  docker network rm "$prefix" >/dev/null 2>&1 || true
}
finish() {
  local exit=$?
  set +e
  if ((exit != 0)); then
    docker ps -a --filter "label=$prefix" --format '{{.Names}}\t{{.Status}}' >&2
    for pod in "${pods[@]}"; do echo "--- $pod" >&2; docker logs --tail 20 "$prefix-$pod" 2>&1 | grep -v '^\s*at ' | sed 's/\\n/\n/g; s/\\t/\t/g' | cut -c1-600 >&2; done
  fi
  remove
  rm -rf "$work"
  exit "$exit"
}
told() { printf '%4d s  %s\n' "$SECONDS" "$1"; }
await() { # SECONDS WHAT COMMAND...
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" 2>/dev/null; do
    ((SECONDS < end)) || fail "timed out: $what"
    sleep 1
  done
}

# --- settings of the manifests ----------------------------------------------------------------------------------------
kubectl kustomize k8s/overlays/kind >"$work/all.yaml"
# The annotation is not used. This is the only kubectl command that applies a template to manifests without a cluster.
template() { kubectl annotate --local -f "$work/all.yaml" read=yes -o "$@"; }
template go-template-file=k8s/pods.tmpl >"$work/pods"
said() { sed -n "s|^$1 $2 ||p" "$work/pods"; }
said_of() { said "${1%-*}" "$2"; }

# Writes the files of a ConfigMap to a directory.
config_files() {
  local key directory=$work/files/$1
  mkdir -p "$directory"
  for key in $(template "go-template={{if eq .metadata.name \"$1\"}}{{range \$key, \$value := .data}}{{\$key}} {{end}}{{end}}"); do
    template "go-template={{if eq .metadata.name \"$1\"}}{{index .data \"$key\"}}{{end}}" >"$directory/$key"
  done
  echo "$directory"
}

# The Secret that the user must create.
mkdir "$work/sensor-streams-users"
printf %s "$operator" >"$work/sensor-streams-users/operator-password"
printf %s "$RANDOM$RANDOM" >"$work/sensor-streams-users/viewer-password"

# Converts sizes to Docker's units.
size() { sed 's/Gi$/g/; s/Mi$/m/' <<<"$1"; }

# create POD: creates the container as the kubelet does. Its volume is kept when the container is removed.
create() {
  local pod=$1 set=${1%-*} ordinal=${1##*-} space user kind a b
  local -A variables=()
  local options=(--name "$prefix-$pod" --hostname "$pod" --label "$prefix" --network "$prefix" --restart unless-stopped) command=()
  space=$(said "$set" namespace)
  user=$(said "$set" --user | cut -d: -f1)
  # Names of the Service, which leads to all pods, and of the headless Service, which leads to one pod each.
  options+=(--network-alias "$set" --network-alias "$pod.$(said "$set" governing).$space.svc")
  while read -r kind a b; do
    case $kind in
      --memory) options+=(--memory "$(size "$a")") ;;
      --*) options+=("$kind" ${a:+"$a"}) ;;
      environment) while read -r a; do options+=(--env "$a"); done < <(said config "$a") ;;
      field)
        case $b in
          metadata.name) variables[$a]=$pod ;;
          metadata.namespace) variables[$a]=$space ;;
          *pod-index*) variables[$a]=$ordinal ;;
          *) fail "unsupported field of a pod: $b" ;;
        esac
        options+=(--env "$a=${variables[$a]}") ;;
      value)
        a+=${b:+ $b}
        for b in "${!variables[@]}"; do a=${a//"\$($b)"/${variables[$b]}}; done
        options+=(--env "$a") ;;
      # Docker copies the mode of the image's directory. Kubernetes makes it writable for the group of the pod.
      empty) options+=(--tmpfs "$a:rw,exec,uid=$user,gid=$user,size=$(size "$b")") ;;
      files) options+=(--volume "$(config_files "$b"):$a:ro") ;;
      secret) options+=(--volume "$work/$b:$a:ro") ;;
      claim) options+=(--volume "$prefix-$pod:$a") ;;
      command) command+=("$a") ;;
    esac
  done < <(grep "^$set " "$work/pods" | cut -d' ' -f2-)
  docker volume create --label "$prefix" "$prefix-$pod" >/dev/null
  docker create "${options[@]}" "$(said "$set" image)" "${command[@]}" >/dev/null
}

address() { docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$prefix-$1"; }
# probe POD startup|liveness|readiness: runs the probe as the kubelet does.
probe() {
  local port path
  read -r port path < <(said_of "$1" "probe $2")
  port=$(said_of "$1" "port $port")
  if [[ -n $path ]]; then
    curl -sf -o /dev/null --max-time 5 "http://$(address "$1"):$port$path"
  else
    timeout 3 bash -c "</dev/tcp/$(address "$1")/$port"
  fi
}
ready() { probe "$1" startup && probe "$1" readiness; }

pods=()
trap finish EXIT
remove
docker network create "$prefix" >/dev/null
chmod -R a+rX "$work"
# Two replicas of each service, regardless of the overlay. The brokers start last, and the services wait for them.
for set in consumer-service producer-service; do for ((i = 0; i < replicas; i++)); do pods+=("$set-$i"); done; done
for ((i = 0; i < $(said kafka replicas); i++)); do pods+=("kafka-$i"); done
for pod in "${pods[@]}"; do
  docker image inspect "$(said_of "$pod" image)" >/dev/null 2>&1 || fail "no image $(said_of "$pod" image): build it with docker/build-offline.sh" 3
  create "$pod"
done
chmod -R a+rX "$work"

# --- up, in the wrong order -------------------------------------------------------------------------------------------
for pod in "${pods[@]}"; do docker start "$prefix-$pod" >/dev/null; done
for pod in "${pods[@]}"; do await 240 "$pod is ready" ready "$pod"; done
told "ready: ${pods[*]}"

at() { address="http://$(address "$1"):$(said_of "$1" 'port http')"; }
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

for set in kafka consumer-service producer-service; do
  # Like a stateful set: from the highest ordinal down. The next pod follows when this one has been ready for minReadySeconds.
  for pod in $(printf '%s\n' "${pods[@]}" | grep "^$set-" | sort -r); do
    docker stop "$prefix-$pod" >/dev/null
    [[ $(docker inspect -f '{{.State.ExitCode}}' "$prefix-$pod") != 137 ]] || fail "$pod was killed: its grace period is too short"
    docker rm "$prefix-$pod" >/dev/null
    create "$pod"
    docker start "$prefix-$pod" >/dev/null
    await 240 "$pod is ready again" ready "$pod"
    sleep "$(said "$set" settle)"
  done
  told "restarted: all of $set"
done
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
# Each replica audits the files of its own disk. Together they must have all rows of Kafka.
in_files=0
for ((i = 0; i < replicas; i++)); do
  at "consumer-service-$i"
  id=$(call -X POST "$address/api/audits" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
  audited() { answer=$(call "$address/api/audits/$id") && [[ $answer != *'"state":"RUNNING"'* ]]; }
  await 120 "the audit ends" audited
  total() { grep -o "\"$1\":[0-9]*" <<<"$answer" | awk -F: '{ sum += $2 } END { print sum + 0 }'; }
  [[ $answer == *'"verdict":"'@(CLEAN|INCOMPLETE)* && $(total inKafka) == "$rows" ]] || fail "the audit of consumer-service-$i is not clean: $answer"
  told "audit of consumer-service-$i: $rows in Kafka, $(total inFiles) in its files, $(total unreachable) on the other disk"
  in_files=$((in_files + $(total inFiles)))
done
((in_files == rows)) || fail "$rows rows in Kafka, $in_files in the files of all replicas"

# Check without the services: all files together must contain the rows of the month.
for ((i = 0; i < replicas; i++)); do docker cp -q "$prefix-consumer-service-$i:/output" "$work/output-$i" >/dev/null; done
mapfile -t written < <(find "$work"/output-*/AIR/AIR -name 'AIR-*.csv')
cmp <(tail -n +2 "$month" | sed 's/---//g' | LC_ALL=C sort) <(tail -q -n +2 "${written[@]}" | LC_ALL=C sort) \
  || fail "the rows in the files differ from $month"
told "passed: ${#written[@]} files on $replicas disks hold each of $rows rows once"
