#!/usr/bin/env bash
# Reads and replaces the content of a claim by a pod that mounts it: for backups, and for the files of a replica that was scaled
# away. The pod is removed at the end.
#
#   k8s/volume.sh [--context NAME] list CLAIM              lists the files, such as those of output-consumer-service-2
#   k8s/volume.sh [--context NAME] save CLAIM FILE.tar     copies all files to an archive on this machine
#   k8s/volume.sh [--context NAME] load CLAIM FILE.tar     deletes the content of the claim and extracts the archive
#
# save and load refuse a claim that a pod uses: scale its stateful set to 0 first. IMAGE is an image with sh and tar, by default
# that of the brokers. Exit 1 on a failure, 2 on wrong usage, 3 when a command is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$here/lib.sh"

CONTEXT=
usage() { sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
while (($# > 0)); do
  case $1 in
    --help) usage; exit ;;
    --context) CONTEXT=${2:?--context needs a name}; shift 2 ;;
    -*) usage >&2; exit 2 ;;
    *) break ;;
  esac
done
action=${1-} claim=${2-} file=${3-}
case $action:$# in
  list:2 | save:3 | load:3) ;;
  *) usage >&2; exit 2 ;;
esac
[[ $claim =~ ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ ]] || fail "'$claim' is not the name of a claim" 2
[[ $action != load || -f $file ]] || fail "no such file: $file" 2
[[ $action != save || ! -e $file ]] || fail "$file exists" 2
need kubectl tar
if [[ $action == load ]]; then tar -tf "$file" >/dev/null || fail "$file is not a complete archive; nothing was changed"; fi

kube get pvc "$claim" >/dev/null || fail "there is no claim $claim in namespace $namespace; see kubectl -n $namespace get pvc"
users=$(kube get pods -o 'jsonpath={range .items[*]}{.metadata.name}{range .spec.volumes[*]} {.persistentVolumeClaim.claimName}{end}{"\n"}{end}')
user=$(awk -v claim="$claim" '{ for (i = 2; i <= NF; i++) if ($i == claim) print $1 }' <<<"$users" | head -n 1)
[[ $action == list || -z $user ]] || fail "$claim is used by pod $user: scale its stateful set to 0 first"

# The user of the brokers, or that of both services.
id=10001
[[ $claim != data-kafka-* ]] || id=1000
image=${IMAGE:-$(sed -n 's/^ *image: \(apache\/kafka:.*\)/\1/p' "$here/base/kafka/kafka.yaml")}
pod=volume-$claim
kube create -f - >/dev/null <<MANIFEST
apiVersion: v1
kind: Pod
metadata:
  name: $pod
  labels: {app.kubernetes.io/part-of: sensor-streams}
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    runAsUser: $id
    runAsGroup: $id
    fsGroup: $id
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: volume
      image: $image
      command: [sleep, "86400"]
      resources:
        requests: {cpu: 10m, memory: 32Mi}
        limits: {cpu: "1", memory: 256Mi}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: volume, mountPath: /volume}
  volumes:
    - name: volume
      persistentVolumeClaim: {claimName: $claim}
MANIFEST
# Not before: another run may use a pod of this name.
remove() {
  kube delete pod "$pod" --ignore-not-found --grace-period 1 >/dev/null || true
  [[ $action != save ]] || rm -f "$file.part"
}
trap remove EXIT
kube wait --for condition=Ready "pod/$pod" --timeout 5m >/dev/null \
  || fail "the pod does not start; see kubectl -n $namespace describe pod $pod"
inside() { kube exec -i "$pod" -- sh -euc "$1"; }

# A new file system has a directory lost+found, which belongs to root. The root directory belongs to root as well, so the archive
# has its entries instead of itself.
# shellcheck disable=SC2016 # the shell in the pod expands these
entries='cd /volume
set --
for entry in * .[!.]* ..?*; do
  if [ -e "$entry" ] || [ -h "$entry" ]; then [ "$entry" = lost+found ] || set -- "$@" "$entry"; fi
done'
# Prints the number of files in the archive.
count() { tar -tf "$file" | grep -vc '/$' || true; }
case $action in
  list)
    inside 'cd /volume; find . -type f -exec ls -l {} +' </dev/null ;;
  save)
    # Not every tar makes an empty archive, which is a number of zeros.
    # shellcheck disable=SC2016
    inside "$entries"'
if [ $# = 0 ]; then head -c 10240 /dev/zero; else tar -cf - -- "$@"; fi
printf complete' </dev/null >"$file.part"
    # The connection may have ended before the command.
    [[ $(tail -c 8 "$file.part" | tr -d '\0') == complete ]] || fail "the copy is not complete"
    truncate -s -8 "$file.part"
    tar -tf "$file.part" >/dev/null || fail "the copy is not complete"
    mv "$file.part" "$file"
    echo "$claim: $(count) file(s) in $file" ;;
  load)
    # shellcheck disable=SC2016
    inside "$entries"'
[ $# = 0 ] || rm -rf -- "$@"' </dev/null
    inside 'tar -C /volume -xpf -' <"$file"
    # shellcheck disable=SC2016
    loaded=$(inside "$entries"'
[ $# = 0 ] || find "$@" ! -type d' </dev/null | wc -l)
    ((loaded == $(count))) || fail "$claim has $loaded of $(count) files: load the archive again"
    echo "$claim: $loaded file(s) from $file" ;;
esac
