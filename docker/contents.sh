#!/usr/bin/env bash
# Checks that the images of both services contain no shell, no interpreter, no package manager, no program that sends requests
# and no file that changes the user. Exit 1 when one does, 3 when an image is missing.
#
#   docker/contents.sh
set -euo pipefail

programs='(ba|da|a|z|k|c|tc)?sh|busybox|toybox|perl[0-9.]*|python[0-9.]*|ruby|node|awk|[gm]awk|jshell|javac|apt|apt-get|dpkg|apk|rpm|dnf|microdnf|yum|curl|wget|nc|ncat|netcat|ssh|su|sudo'
failed=0
for image in sensor-streams/producer-service sensor-streams/consumer-service; do
  container=$(docker create "$image" 2>/dev/null) || { echo "there is no image $image" >&2; exit 3; }
  # Lines such as: -rwxr-xr-x 0/0 1234 2026-11-01 00:00 opt/java/bin/java
  files=$(docker export "$container" | tar -tvf -) || { docker rm "$container" >/dev/null; exit 3; }
  docker rm "$container" >/dev/null
  grep -qE '[ /]opt/java/bin/java$' <<<"$files" || { echo "$image has no opt/java/bin/java: is it an image of a service?" >&2; failed=1; }
  if found=$(grep -E "(^| |/)($programs)( -> .*)?$" <<<"$files" | grep -v '^d'); then
    printf '%s has programs that a service does not need:\n%s\n' "$image" "$found" >&2
    failed=1
  fi
  if found=$(grep -E '^-(..[sS]|.....[sS])' <<<"$files"); then
    printf '%s has files that change the user:\n%s\n' "$image" "$found" >&2
    failed=1
  fi
  ((failed == 1)) || echo "$image: no shell"
done
exit "$failed"
