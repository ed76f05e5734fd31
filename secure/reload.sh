#!/usr/bin/env bash
# Lets running brokers read their renewed certificates, without a restart, with Kafka's own tool.
#
#   secure/reload.sh [OPTIONS] --bootstrap-server HOST:PORT BROKER...
#
#   --command-config FILE   client settings of an administrator; default admin.properties next to this script
#   --listeners A,B         listeners with certificates, without that of the controllers; default INTERNAL,HOST,BROKER
#   --keystore FILE         keystore as the brokers know it; default /etc/kafka/secrets/keystore.pem. {} stands for BROKER
#
# BROKER is a node id, such as 1. A broker reads the file again when the setting is set, even to the value that it has. The
# listener of the controllers has no such setting: its certificate is read when the node starts.
#
# KAFKA_BIN is the directory of kafka-configs.sh, by default that of the Kafka image, else the path. Exit 1 on a failure, 2 on
# wrong usage.
set -euo pipefail

usage() { sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

servers='' config=$here/admin.properties listeners=INTERNAL,HOST,BROKER keystore=/etc/kafka/secrets/keystore.pem
while (($# > 0)); do
  case $1 in
    --help) usage; exit ;;
    --bootstrap-server) servers=${2:?--bootstrap-server needs an address}; shift 2 ;;
    --command-config) config=${2:?--command-config needs a file}; shift 2 ;;
    --listeners) listeners=${2:?--listeners needs names}; shift 2 ;;
    --keystore) keystore=${2:?--keystore needs a file}; shift 2 ;;
    -*) echo "unknown option '$1'" >&2; usage >&2; exit 2 ;;
    *) break ;;
  esac
done
[[ -n $servers && $# -gt 0 ]] || { usage >&2; exit 2; }
for id in "$@"; do [[ $id =~ ^[0-9]+$ ]] || { echo "BROKER is '$id', expected a node id such as 1" >&2; exit 2; }; done

bin=${KAFKA_BIN:-/opt/kafka/bin}
[[ -n ${KAFKA_BIN-} || -x $bin/kafka-configs.sh ]] || bin=''
for id in "$@"; do
  changes=''
  for listener in ${listeners//,/ }; do
    changes+=,listener.name.$(tr '[:upper:]' '[:lower:]' <<<"$listener").ssl.keystore.location=${keystore//\{\}/$id}
  done
  "${bin:+$bin/}kafka-configs.sh" --bootstrap-server "$servers" --command-config "$config" --entity-type brokers \
    --entity-name "$id" --alter --add-config "${changes#,}" </dev/null
done
