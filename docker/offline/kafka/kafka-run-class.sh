#!/usr/bin/env bash
# Runs a class of Kafka: kafka-run-class.sh <class> [arguments]. Under the name of a tool, it runs that tool.
set -euo pipefail

declare -A tools=(
  [kafka-acls]=org.apache.kafka.tools.AclCommand
  [kafka-broker-api-versions]=org.apache.kafka.tools.BrokerApiVersionsCommand
  [kafka-cluster]=org.apache.kafka.tools.ClusterTool
  [kafka-configs]=kafka.admin.ConfigCommand
  [kafka-console-consumer]=org.apache.kafka.tools.consumer.ConsoleConsumer
  [kafka-console-producer]=org.apache.kafka.tools.ConsoleProducer
  [kafka-consumer-groups]=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand
  [kafka-consumer-perf-test]=org.apache.kafka.tools.ConsumerPerformance
  [kafka-delete-records]=org.apache.kafka.tools.DeleteRecordsCommand
  [kafka-dump-log]=kafka.tools.DumpLogSegments
  [kafka-features]=org.apache.kafka.tools.FeatureCommand
  [kafka-get-offsets]=org.apache.kafka.tools.GetOffsetShell
  [kafka-groups]=org.apache.kafka.tools.GroupsCommand
  [kafka-leader-election]=org.apache.kafka.tools.LeaderElectionCommand
  [kafka-log-dirs]=org.apache.kafka.tools.LogDirsCommand
  [kafka-metadata-quorum]=org.apache.kafka.tools.MetadataQuorumCommand
  [kafka-producer-perf-test]=org.apache.kafka.tools.ProducerPerformance
  [kafka-reassign-partitions]=org.apache.kafka.tools.reassign.ReassignPartitionsCommand
  [kafka-server-start]=kafka.Kafka
  [kafka-storage]=kafka.tools.StorageTool
  [kafka-topics]=org.apache.kafka.tools.TopicCommand
  [kafka-transactions]=org.apache.kafka.tools.TransactionsCommand
)

name=$(basename "$0" .sh)
heap=${KAFKA_HEAP_OPTS:--Xmx256M}
log="tools-log4j2.yaml"
case $name in
  kafka-run-class) class=$1; shift ;;
  kafka-server-start) class=${tools[$name]}; heap=${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G}; log=log4j2.yaml ;;
  *) class=${tools[$name]} ;;
esac

# The options are lists of words that the shell splits, as in the official image.
# shellcheck disable=SC2086
exec java $heap ${KAFKA_JVM_PERFORMANCE_OPTS:--server -XX:+ExitOnOutOfMemoryError} \
  ${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=/opt/kafka/config/$log} ${KAFKA_JMX_OPTS-} ${KAFKA_OPTS-} \
  -cp '/opt/kafka/libs/*' "$class" "$@"
