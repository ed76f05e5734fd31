#!/usr/bin/env bash
# Ensures that a Docker engine is running. Otherwise installs and starts Debian's engine, which keeps running.
# Exit 3, with the reason in one line, when that is not possible.
set -euo pipefail

answers() { docker info >/dev/null 2>&1; }
none() { echo "no Docker engine: $1" >&2; exit 3; }

if answers; then exit 0; fi
[[ $(id -u) == 0 ]] || none "none is running, and only root may install one"
command -v apt-get >/dev/null || none "none is running, and this is not Debian"

# Docker's packages include Compose. Debian has a separate package for it.
if ! command -v dockerd >/dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends \
      docker.io docker-compose debootstrap iptables ca-certificates curl; } >/tmp/docker-install.log 2>&1 \
    || none "the installation failed, see /tmp/docker-install.log"
fi
setsid dockerd >/tmp/dockerd.log 2>&1 </dev/null &
for _ in $(seq 60); do
  if answers; then exit 0; fi
  sleep 1
done
none "it has started but does not answer, see /tmp/dockerd.log"
