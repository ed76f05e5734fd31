package io.sensorstreams.launcher.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Audit of the consumer-service, which compares Kafka with the files.
 *
 * @param id identifies the audit in addresses
 * @param verdict {@code null} until the audit is completed
 * @param topics results by partition
 * @param error reason of a failure, or {@code null}
 * @param progress progress, or {@code null}
 */
public record AuditView(@Nullable String id, State state, @Nullable Verdict verdict, List<Partition> topics,
        @Nullable String error, @Nullable Reading progress) {

    public AuditView {
        topics = List.copyOf(topics);
    }

    public enum State {

        RUNNING, COMPLETED, FAILED

    }

    public enum Verdict {

        CLEAN, INCOMPLETE, ADMITTED, NOT_CLEAN

    }

    /**
     * Result of one partition in the files of one group.
     *
     * @param problems what is wrong, in sentences
     */
    public record Partition(String group, String topic, int partition, long inKafka, long inFiles, long missing,
            long duplicated, long foreign, long deadLettered, List<String> problems) {

        public String name() {
            return PartitionView.name(this.group, this.topic, this.partition);
        }

    }

    /**
     * Progress of an audit.
     *
     * @param rowsRead records read from Kafka
     * @param rowsTotal estimated number of records
     */
    public record Reading(long rowsRead, long rowsTotal) {
    }

    public String path() {
        return "/api/audits/" + this.id;
    }

    public long deadLettered() {
        return this.topics.stream().mapToLong(Partition::deadLettered).sum();
    }

    public boolean isClean() {
        return this.state == State.COMPLETED && this.verdict == Verdict.CLEAN;
    }

    /**
     * Returns the number of rows of a topic in Kafka, counted once for each audited
     * group.
     */
    public Map<String, Long> inKafka(String topic) {
        return this.topics.stream()
            .filter((row) -> row.topic().equals(topic))
            .collect(Collectors.groupingBy(Partition::group, TreeMap::new, Collectors.summingLong(Partition::inKafka)));
    }

}
