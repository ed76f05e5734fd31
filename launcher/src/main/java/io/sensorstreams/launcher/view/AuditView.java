package io.sensorstreams.launcher.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.sensorstreams.launcher.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * An audit: what the consumer-service found when it compared Kafka with the files.
 *
 * @param id its name in addresses
 * @param verdict {@code null} until it is completed
 * @param topics its partitions
 * @param error why it failed, or {@code null}
 * @param progress how far it is, or {@code null}
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
     * What became of one partition in the files of one group.
     *
     * @param problems what is wrong, in sentences
     */
    public record Partition(String group, String topic, int partition, long inKafka, long inFiles, long missing,
            long duplicated, long foreign, long deadLettered, List<String> problems) {

        /** {@code AIR-0}, and with its group when that is not named after the topic. */
        public String name() {
            String name = this.topic + "-" + this.partition;
            return this.group.equals(this.topic) ? name : this.group + "/" + name;
        }

    }

    /**
     * How far an audit is.
     *
     * @param rowsRead records read from Kafka
     * @param rowsTotal about how many there are
     */
    record Reading(long rowsRead, long rowsTotal) {
    }

    public String path() {
        return "/api/audits/" + this.id;
    }

    /** {@code 1,200 of 26,437 rows read}; empty when not known. */
    public String progressText() {
        Reading reading = this.progress;
        return (reading == null) ? ""
                : Numbers.count(reading.rowsRead()) + " of " + Numbers.count(reading.rowsTotal()) + " rows read";
    }

    public long deadLettered() {
        return this.topics.stream().mapToLong(Partition::deadLettered).sum();
    }

    public boolean isClean() {
        return this.state == State.COMPLETED && this.verdict == Verdict.CLEAN;
    }

    /** Rows of a topic, once for each group that was audited. */
    public Map<String, Long> inKafka(String topic) {
        return this.topics.stream()
            .filter((row) -> row.topic().equals(topic))
            .collect(Collectors.groupingBy(Partition::group, TreeMap::new, Collectors.summingLong(Partition::inKafka)));
    }

}
