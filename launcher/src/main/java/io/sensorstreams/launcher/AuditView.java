package io.sensorstreams.launcher;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * An audit: what the consumer-service found when it compared Kafka with the files.
 *
 * @param verdict {@code null} until it is completed
 * @param topics its partitions
 * @param error why it failed, or {@code null}
 */
record AuditView(State state, @Nullable Verdict verdict, List<Partition> topics, @Nullable String error) {

    AuditView {
        topics = List.copyOf(topics);
    }

    enum State {

        RUNNING, COMPLETED, FAILED

    }

    enum Verdict {

        CLEAN, INCOMPLETE, NOT_CLEAN

    }

    /**
     * What became of one partition in the files of one group.
     *
     * @param problems what is wrong, in sentences
     */
    record Partition(String group, String topic, int partition, long inKafka, long inFiles, long missing,
            long duplicated, long foreign, long deadLettered, List<String> problems) {

        /** {@code AIR-0}, and with its group when that is not named after the topic. */
        String name() {
            String name = this.topic + "-" + this.partition;
            return this.group.equals(this.topic) ? name : this.group + "/" + name;
        }

    }

    boolean isClean() {
        return this.state == State.COMPLETED && this.verdict == Verdict.CLEAN;
    }

    /** Rows of a topic, once for each group that was audited. */
    Map<String, Long> inKafka(String topic) {
        return this.topics.stream()
            .filter((row) -> row.topic().equals(topic))
            .collect(Collectors.groupingBy(Partition::group, TreeMap::new, Collectors.summingLong(Partition::inKafka)));
    }

}
