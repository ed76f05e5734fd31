#!/usr/bin/env bash
# Runs Sensor Streams on a kind cluster of this machine: creates the cluster, builds both images, loads them into the nodes,
# applies the manifests, waits until all pods are ready and starts a first stream. Running it again updates what exists.
#
#   k8s/kind/up.sh [--no-build]
#
#   --no-build     uses existing images of both services from the Docker engine
#
# Passwords: SENSOR_OPERATOR_PASSWORD and SENSOR_VIEWER_PASSWORD of the environment, else random ones, generated once.
# Needs kind, kubectl (1.28 or newer), curl and a Docker engine with 6 GB of memory or more.
# Exit 1 when something fails, 2 on wrong usage, 3 when a command or the engine is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$here/../lib.sh"

cluster=sensor-streams
CONTEXT=kind-$cluster
overlay=$here/../overlays/kind
build=yes
usage() { sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
for argument in "$@"; do
  case $argument in
    --help) usage; exit ;;
    --no-build) build= ;;
    *) usage >&2; exit 2 ;;
  esac
done

need kind kubectl docker curl
docker info >/dev/null 2>&1 || fail "no Docker engine answers" 3
step() { printf '== %s (%d s)\n' "$1" "$SECONDS"; }
trap unforward EXIT

if kind get clusters 2>/dev/null | grep -qx "$cluster"; then
  step "cluster $cluster exists"
else
  step "cluster $cluster"
  kind create cluster --config "$here/cluster.yml" --wait 3m
fi

# --- images -----------------------------------------------------------------------------------------------------------
images=$(kubectl kustomize "$overlay" | sed -n 's/^ *image: //p' | sort -u)
[[ -n $images ]] || fail "kubectl kustomize $overlay renders no images"
for image in $images; do
  name=${image%:*}
  if [[ $name == sensor-streams/* && -n $build ]]; then
    step "build $image"
    DOCKER_BUILDKIT=1 docker build -q --target "${name#*/}" -t "$image" "$root" >/dev/null
  elif [[ $name == sensor-streams/* ]]; then
    docker image inspect "$image" >/dev/null 2>&1 || docker tag "$name" "$image" 2>/dev/null \
      || fail "no image $image: run without --no-build"
  elif ! docker image inspect "$image" >/dev/null 2>&1; then
    step "pull $image"
    docker pull -q "$image" >/dev/null
  fi
  step "load $image into every node"
  # Some engines cannot export a pulled multi-platform image. The nodes pull such an image from its registry.
  kind load docker-image --name "$cluster" "$image" >/dev/null 2>&1 || [[ $name != sensor-streams/* ]] \
    || fail "kind cannot load $image; run kind load docker-image --name $cluster $image to see the reason"
done

# --- passwords and manifests ------------------------------------------------------------------------------------------
kube apply -f "$here/../base/services/namespace.yaml" >/dev/null
random() { head -c 18 /dev/urandom | base64 | tr '+/' '-_'; }
if ! kube get secret sensor-streams-users >/dev/null 2>&1; then
  step "passwords"
  kube create -f - >/dev/null <<EOF
apiVersion: v1
kind: Secret
metadata: {name: sensor-streams-users}
data:
  operator-password: $(printf %s "${SENSOR_OPERATOR_PASSWORD:-$(random)}" | base64 | tr -d '\n')
  viewer-password: $(printf %s "${SENSOR_VIEWER_PASSWORD:-$(random)}" | base64 | tr -d '\n')
EOF
elif [[ -n ${SENSOR_OPERATOR_PASSWORD-}${SENSOR_VIEWER_PASSWORD-} ]]; then
  echo "existing passwords are kept; to change them, delete Secret sensor-streams-users, run this script again and restart the pods"
fi

step "manifests"
kube apply -k "$overlay" >/dev/null
for service in producer-service consumer-service; do
  # The tag is the same after each build. The image id in an annotation restarts the pods when the image has changed.
  id=$(docker image inspect -f '{{.Id}}' "$(grep "/$service:" <<<"$images")")
  kube patch statefulset "$service" -p "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"sensor-streams/image\":\"$id\"}}}}}" >/dev/null
done
for set in kafka producer-service consumer-service; do
  step "wait for $set"
  kube rollout status "statefulset/$set" --timeout 10m >/dev/null \
    || { kube get pods >&2; fail "$set is not ready within 10 minutes; see kubectl --context $CONTEXT -n $namespace describe pods"; }
done

# --- a first stream ---------------------------------------------------------------------------------------------------
operator=$(password operator)
for pod in $(producers); do upload "$pod" "$root/samples/AIR2401.csv"; done
forward service/producer-service 8081
settled /api/streams
if call -o /dev/null "$address/api/streams/air" 2>/dev/null; then
  step "stream air exists"
else
  step "stream air"
  create_stream '
    {"name":"air","topic":"AIR","autoStart":true,"partitioning":"row","pace":{"type":"rate","perSecond":100},
     "source":{"type":"csv","file":"AIR2401.csv"}}'
fi
unforward

cat <<EOF

Running. A stream sends a month of AIR at 100 rows per second, and its 4 partitions are written to files.

  kubectl config use-context $CONTEXT && kubectl config set-context --current --namespace $namespace
  kubectl get pods -o wide
  kubectl logs consumer-service-0 -f                        # JSON objects: docs/operations.md, Logs
  kubectl exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --describe --topic AIR

  kubectl port-forward service/producer-service 8081 &      # http://localhost:8081, user operator
  kubectl port-forward service/consumer-service 8082 &      # http://localhost:8082
  kubectl get secret sensor-streams-users -o 'jsonpath={.data.operator-password}' | base64 -d      # the password

$here/down.sh deletes the cluster with all data.
EOF
