#!/usr/bin/env bash
# Builds all images of docker-compose.yml except Kafka UI and Grafana without a registry, from Debian packages and Maven
# artifacts, with the names that the compose file expects. Needs root, a Docker engine and debootstrap.
#
#   docker/build-offline.sh              builds the jars in a container
#   docker/build-offline.sh --jars       uses the jars that Maven has built here
#   docker/build-offline.sh --kafka      builds only the Kafka image, which is enough for tests with Testcontainers
#
# The tags are those of the compose file. Prometheus has the version of Debian's stable release.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=trixie
base=sensor-streams/debian:$suite
build=sensor-streams/build:$suite
jars=maven
only_kafka=
for argument in "$@"; do
  case $argument in
    --jars) jars=prebuilt ;;
    --kafka) only_kafka=yes ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done

if [[ $jars == prebuilt && -z $only_kafka ]]; then
  for service in producer-service consumer-service; do
    jar=$service/target/$service.jar
    [[ -f $jar ]] || { echo "$jar is missing: build it with mvn package -DskipTests" >&2; exit 1; }
  done
fi

# Uses the first client on the path that supports BuildKit. Newer clients need a plug-in for it, Debian's client does not.
docker() { DOCKER_BUILDKIT=1 "${client:?}" "$@"; }
for client in $(type -ap docker) none; do
  [[ $client != none ]] || { echo "no Docker client on the path supports BuildKit, or no Docker engine answers" >&2; exit 1; }
  if printf 'FROM scratch\nLABEL probe=probe\n' | docker build -q - >/dev/null 2>&1; then break; fi
done

# Prints an image with its tag in the compose file, such as apache/kafka:4.2.1.
pinned() { grep -om1 "$1:[^ ]*" docker-compose.yml; }

step() { echo "== $1 ($SECONDS s)"; }

if ! docker image inspect "$base" >/dev/null 2>&1; then
  step "Debian $suite"
  command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" >"$root.log" \
    || { tail -5 "$root.log" >&2; echo "debootstrap failed, see $root.log" >&2; exit 1; }
  # Private networks often use a private certificate authority. The image trusts the local authorities of this machine.
  if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
    cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
    chroot "$root" update-ca-certificates >>"$root.log" 2>&1
  fi
  rm -rf "$root.log" "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,locale,info}/* "$root"/usr/share/man/man*/*
  tar -C "$root" -c . | docker import --change 'CMD ["bash"]' - "$base" >/dev/null
fi

offline() { # target tag
  step "$2"
  docker build -q --build-arg "BASE_IMAGE=$base" --target "$1" -t "$2" docker/offline >/dev/null
}
offline build "$build"
offline kafka "$(pinned apache/kafka)"
[[ -z $only_kafka ]] || exit 0
offline prometheus "$(pinned prom/prometheus)"
offline haproxy "$(pinned haproxy)"

# Tag in the Kubernetes manifests.
version=$(sed -n '/<artifactId>sensor-streams</,/<version>/s/.*<version>\(.*\)<.*/\1/p' pom.xml)
for service in producer-service consumer-service; do
  step "sensor-streams/$service"
  docker build -q --build-arg "BUILD_IMAGE=$build" --build-arg "JARS=$jars" \
    --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    --target "$service" -t "sensor-streams/$service" -t "sensor-streams/$service:$version" . >/dev/null
done
step "all images"
docker images --format '{{.Size}}\t{{.Repository}}:{{.Tag}}' | grep -E 'sensor-streams/|apache/kafka|prom/prometheus|haproxy' | sort -k2
docker/sizes.sh
docker/contents.sh
