#!/usr/bin/env bash
# Writes the alert rules as the resource that Prometheus Operator reads, for k8s/components/monitoring:
#
#   monitoring/prometheus-rule.sh >k8s/components/monitoring/prometheus-rule.yaml
#
# kustomize cannot put one file into a field of another; a test sees to it that both say the same.
set -euo pipefail
cat <<'EOF'
# Made by monitoring/prometheus-rule.sh from monitoring/prometheus/alerts.yml: change it there.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: sensor-streams
spec:
EOF
sed -n '/^groups:/,$ s/^./  &/p' "$(dirname "${BASH_SOURCE[0]}")/prometheus/alerts.yml"
