#!/usr/bin/env bash
# Makes sure that a Docker engine answers: takes the one that runs, else installs and starts Debian's, and leaves it running.
# Exit 3, with the reason in one line, where there is none to be had.
set -euo pipefail

answers() { docker info >/dev/null 2>&1; }
none() { echo "no Docker engine: $1" >&2; exit 3; }

if answers; then exit 0; fi
[[ $(id -u) == 0 ]] || none "none answers, and only root may install one"
command -v apt-get >/dev/null || none "none answers, and this is no Debian"

# Docker's own packages bring Compose along; Debian's come one by one.
if ! command -v dockerd >/dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
      docker.io docker-compose debootstrap iptables ca-certificates curl; } >/tmp/docker-install.log 2>&1 \
    || none "it cannot be installed, see /tmp/docker-install.log"
fi
setsid dockerd >/tmp/dockerd.log 2>&1 </dev/null &
for _ in $(seq 60); do
  if answers; then exit 0; fi
  sleep 1
done
none "it was started and does not answer, see /tmp/dockerd.log"
