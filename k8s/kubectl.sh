#!/usr/bin/env bash
# Ensures that kubectl with kustomize 5 or newer is on the path. Installs Debian's package when it is missing or too old.
# Exit 3, with the reason in one line, when that is not possible.
set -euo pipefail

enough() { kubectl version --client 2>/dev/null | grep -qE 'Kustomize Version: v([5-9]|[1-9][0-9])'; }
none() { echo "no kubectl with kustomize 5: $1" >&2; exit 3; }

if enough; then exit 0; fi
[[ $(id -u) == 0 ]] || none "only root may install one"
command -v apt-get >/dev/null || none "this is not Debian"

# The version of Debian 12 is too old. The program of Debian 13 also runs on Debian 12.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
# The package mirror of this machine has the packages of all releases.
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1) || true
[[ -n $mirror ]] || none "apt has no package source"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
apt() {
  apt-get -q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" "$@" >>"$work/log" 2>&1
}
chmod 755 "$work"
cd "$work"
{ apt update && apt download kubectl/trixie; } || none "$(tail -n 1 log)"
dpkg-deb -x kubectl_*.deb root
install -m 755 root/usr/bin/kubectl /usr/local/bin/kubectl
hash -r
enough || none "Debian's kubectl is too old"
