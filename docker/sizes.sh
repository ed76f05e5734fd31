#!/usr/bin/env bash
# Prints the sizes of the images of both services. Exit 1 when one is larger than 250 MB, 3 when one is missing.
#
#   docker/sizes.sh
set -euo pipefail

limit=250
failed=0
for image in sensor-streams/producer-service sensor-streams/consumer-service; do
  bytes=$(docker image inspect -f '{{.Size}}' "$image" 2>/dev/null) || { echo "there is no image $image" >&2; exit 3; }
  printf '%s: %d MB\n' "$image" $((bytes / 1000000))
  ((bytes <= limit * 1000000)) || { echo "$image is larger than $limit MB: look for files that a service does not need" >&2; failed=1; }
done
exit "$failed"
