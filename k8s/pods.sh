# shellcheck shell=bash
# Runs pods of an overlay as plain containers on one network with the settings of the manifests: images, users, commands,
# variables, ports, volumes, read-only root, limits, grace periods, probes. Source this file in the root of the project, after
# lib.sh. `up` lists the pods in `pods`.

need docker kubectl curl
docker info >/dev/null 2>&1 || fail "no Docker engine answers" 3
readonly prefix=sensor-streams-pods
work=$(mktemp -d)
readonly work
operator=$RANDOM$RANDOM
# Removes all containers, volumes and networks of an earlier run.
remove() {
  docker ps -aq --filter "label=$prefix" | xargs -r docker rm -f -v >/dev/null
  docker volume ls -q --filter "label=$prefix" | xargs -r docker volume rm >/dev/null
  docker network rm "$prefix" >/dev/null 2>&1 || true
}
pods=()
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
# shellcheck source=docker/progress.sh
source docker/progress.sh

# --- settings of the manifests ----------------------------------------------------------------------------------------
# settings OVERLAY [COMPONENT...]: reads the manifests of an overlay with components.
settings() {
  local root directory
  mkdir -p "$work/overlay"
  root=$(realpath --relative-to "$work/overlay" k8s)
  { printf 'resources: [%s/overlays/%s]\n' "$root" "$1"; printf 'components:\n'; printf -- "- $root/components/%s\n" "${@:2}"; } >"$work/overlay/kustomization.yaml"
  directory=$work/overlay
  (($# > 1)) || directory=k8s/overlays/$1
  kubectl kustomize "$directory" >"$work/all.yaml"
  template go-template-file=k8s/pods.tmpl >"$work/pods"
}
# The annotation is not used. This is the only kubectl command that applies a template to manifests without a cluster.
template() { kubectl annotate --local -f "$work/all.yaml" read=yes -o "$@"; }
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

# The Secret that the user must create. Others are created by the script that needs them.
mkdir -p "$work/secrets/sensor-streams-users"
printf %s "$operator" >"$work/secrets/sensor-streams-users/operator-password"
printf %s "$RANDOM$RANDOM" >"$work/secrets/sensor-streams-users/viewer-password"
# secret_files POD MOUNT SECRET SUBPATH KEY=PATH...: writes the files that a pod sees of a Secret, and sets `directory`. They do not
# follow the Secret: a pod that is created again does.
secret_files() {
  local item key space=$work/mounts/$1$2
  rm -rf "$space"
  for item in "${@:5}"; do
    key=$work/secrets/$3/${item%%=*}
    [[ -e $key ]] || fail "there is no Secret $3 with key ${item%%=*}"
    mkdir -p "$(dirname "$space/${item#*=}")"
    cp "$key" "$space/${item#*=}"
  done
  directory=$space/$4
}

# Converts sizes to Docker's units.
size() { sed 's/Gi$/g/; s/Mi$/m/' <<<"$1"; }

# create POD [NAME]: creates the container as the kubelet does, with a further name in the network. Its volume is kept when the
# container is removed.
create() {
  local pod=$1 set=${1%-*} ordinal=${1##*-} space user kind a b directory variable
  local -A variables=()
  local options=(--name "$prefix-$pod" --hostname "$pod" --label "$prefix" --network "$prefix" --restart unless-stopped) command=()
  space=$(said "$set" namespace)
  user=$(said "$set" --user | cut -d: -f1)
  # In a file: the arguments of a process are visible to everybody.
  : >"$work/environment"
  # Names of the Service, which leads to all pods, and of the headless Service, which leads to one pod each.
  local governed; governed=$pod.$(said "$set" governing)
  options+=(--env-file "$work/environment" --network-alias "$set" --network-alias "$governed" --network-alias "$governed.$space.svc" ${2:+--network-alias "$2"})
  while read -r kind a b; do
    case $kind in
      --memory) options+=(--memory "$(size "$a")") ;;
      --*) options+=("$kind" ${a:+"$a"}) ;;
      environment) said config "$a" >>"$work/environment" ;;
      field)
        case $b in
          metadata.name) variables[$a]=$pod ;;
          metadata.namespace) variables[$a]=$space ;;
          *pod-index*) variables[$a]=$ordinal ;;
          *) fail "unsupported field of a pod: $b" ;;
        esac
        echo "$a=${variables[$a]}" >>"$work/environment" ;;
      key)
        [[ -e $work/secrets/$b ]] || fail "there is no Secret ${b%/*} with key ${b#*/}"
        variables[$a]=$(<"$work/secrets/$b")
        echo "$a=${variables[$a]}" >>"$work/environment" ;;
      value)
        a+=${b:+ $b}
        for variable in "${!variables[@]}"; do a=${a//"\$($variable)"/"${variables[$variable]}"}; done
        echo "$a" >>"$work/environment" ;;
      # Docker copies the mode of the image's directory. Kubernetes makes it writable for the group of the pod.
      empty) options+=(--tmpfs "$a:rw,exec,uid=$user,gid=$user,size=$(size "$b")") ;;
      files) options+=(--volume "$(config_files "$b"):$a:ro") ;;
      secret)
        for variable in "${!variables[@]}"; do b=${b//"\$($variable)"/${variables[$variable]}}; done
        # shellcheck disable=SC2086 # words
        secret_files "$pod" "$a" $b
        options+=(--volume "$directory:$a:ro") ;;
      claim) options+=(--volume "$prefix-$pod:$a") ;;
      command) command+=("$a${b:+ $b}") ;;
    esac
  done < <(grep "^$set " "$work/pods" | cut -d' ' -f2-)
  chmod -R a+rX "$work"
  docker volume create --label "$prefix" "$prefix-$pod" >/dev/null
  docker create "${options[@]}" "$(said "$set" image)" "${command[@]}" >/dev/null
}

address() { docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$prefix-$1"; }
# probe POD startup|liveness|readiness: runs the probe as the kubelet does.
probe() {
  local port path
  read -r port path < <(said_of "$1" "probe $2") || return 0
  if [[ $port == exec ]]; then
    # shellcheck disable=SC2086 # words
    docker exec "$prefix-$1" $path
    return
  fi
  port=$(said_of "$1" "port $port")
  if [[ -n $path ]]; then
    curl -sf -o /dev/null --max-time 5 "http://$(address "$1"):$port$path"
  else
    timeout 3 bash -c "</dev/tcp/$(address "$1")/$port"
  fi
}
ready() { probe "$1" startup && probe "$1" readiness; }

# up OVERLAY REPLICAS [COMPONENT...]: creates the containers of all brokers and of this number of replicas of each service, in
# `pods`. The brokers are last. Nothing is started.
up() {
  local set pod i
  settings "$1" "${@:3}"
  for set in consumer-service producer-service; do for ((i = 0; i < $2; i++)); do pods+=("$set-$i"); done; done
  [[ -z $(said kafka-access replicas) ]] || pods+=(kafka-access-0)
  for ((i = 0; i < $(said kafka replicas); i++)); do pods+=("kafka-$i"); done
  docker network create "$prefix" >/dev/null
  for pod in "${pods[@]}"; do
    docker image inspect "$(said_of "$pod" image)" >/dev/null 2>&1 || fail "no image $(said_of "$pod" image): build it with docker/build-offline.sh" 3
    create "$pod"
  done
}
start() { local pod; for pod in "$@"; do docker start "$prefix-$pod" >/dev/null; done; }
await_ready() { local pod; for pod in "$@"; do await 240 "$pod is ready" ready "$pod"; done; }

# at POD: sets the address for requests to this pod.
# shellcheck disable=SC2034 # call reads it
at() { address="http://$(address "$1"):$(said_of "$1" 'port http')"; }

# used POD: prints the CPU time in ms since its start, and the memory in MiB that the kubelet counts: without files that
# nothing has read for a while.
used() {
  curl -s --unix-socket /var/run/docker.sock "http://localhost/containers/$prefix-$1/stats?stream=false&one-shot=true" | awk '
    function number(name) { return match($0, "\"" name "\":[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
    { idle = number("total_inactive_file"); if (!idle) idle = number("inactive_file")
      memory = substr($0, index($0, "\"memory_stats\"")); usage = match(memory, /"usage":[0-9]+/) ? substr(memory, RSTART + 8, RLENGTH - 8) : 0
      printf "%d %d\n", number("total_usage") / 1000000, (usage - idle) / 1048576 }'
}
# use SECONDS: prints the CPU and the memory that each pod uses in this time.
use() {
  local pod before after begin=$SECONDS
  local -A at_first=()
  for pod in "${pods[@]}"; do at_first[$pod]=$(used "$pod"); done
  sleep "$1"
  for pod in "${pods[@]}"; do
    read -r before _ <<<"${at_first[$pod]}"
    read -r after memory <<<"$(used "$pod")"
    printf '        %-20s %4dm CPU %5d Mi\n' "$pod" $(((after - before) / (SECONDS - begin))) "$memory"
  done
}
