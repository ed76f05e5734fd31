#!/usr/bin/env bash
# Stands in for kubectl in check-restore.sh and check.sh: runs the commands of volume.sh with the containers and volumes of pods.sh,
# and writes Secrets to the directory SECRETS, a file for each key. Commands for other resources of a cluster do nothing. All others
# are passed to kubectl. KUBECTL is the real one, PREFIX the beginning of all names.
set -euo pipefail
arguments=("$@")
[[ ${1-} != --namespace ]] || shift 2
volume() { echo "$PREFIX-${1#*-}"; }
case $* in
  'get pvc '*) docker volume inspect "$(volume "$3")" >/dev/null ;;
  'get pods -o '*)
    for container in $(docker ps -q --filter "label=$PREFIX"); do
      docker inspect -f '{{.Name}} {{range .Mounts}}{{.Name}} {{end}}' "$container" | sed "s|/$PREFIX-||; s| $PREFIX-| output-|g; s| output-kafka| data-kafka|; s| output-producer| data-producer|"
    done ;;
  'create -f -')
    manifest=$(cat)
    said() { sed -n "s/^ *$1: //p" <<<"$manifest" | head -n 1; }
    volume=$(volume "$(sed -n 's/.*claimName: \(.*\)}/\1/p' <<<"$manifest")")
    # The kubelet gives the root directory of the volume to the group of the pod.
    docker run --rm --label "$PREFIX" --user 0 --entrypoint sh -v "$volume:/volume" "$(said image)" -c "chown 0:$(said fsGroup) /volume && chmod 2775 /volume"
    docker run -d --name "$PREFIX-$(said name)" --label "$PREFIX" --network none --user "$(said runAsUser):$(said runAsGroup)" --read-only \
      --cap-drop ALL --security-opt no-new-privileges -v "$volume:/volume" --entrypoint sleep "$(said image)" 86400 ;;
  'wait '*) ;;
  'exec -i '*) docker exec -i "$PREFIX-$3" "${@:5}" ;;
  'apply --server-side -f -')
    # shellcheck disable=SC2016 # variables of the template
    template='go-template={{$name := .metadata.name}}{{range $key, $value := .data}}{{$name}} {{$key}} {{$value}}{{"\n"}}{{end}}'
    while read -r name key value; do
      mkdir -p "$SECRETS/$name"
      base64 -d <<<"$value" >"$SECRETS/$name/$key"
    done < <("$KUBECTL" annotate --local -f - read=yes -o "$template") ;;
  'apply '* | 'rollout '*) ;;
  'delete pod '*) docker rm -f "$PREFIX-$3" >/dev/null 2>&1 || true ;;
  *) exec "$KUBECTL" "${arguments[@]}" ;;
esac
