package io.sensorstreams.launcher;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An audit: what the consumer-service found when it compared Kafka with the files.
 *
 * @param verdict {@code null} until it is completed
 */
record AuditView(State state, @Nullable Verdict verdict, List<Partition> topics) {

    AuditView {
        topics = (topics != null) ? List.copyOf(topics) : List.of();
    }

    enum State {

        RUNNING, COMPLETED, FAILED

    }

    enum Verdict {

        CLEAN, NOT_CLEAN

    }

    /**
     * One partition.
     */
    record Partition(String topic, int partition, long inKafka, long inFiles, long missing, long duplicated,
            long foreign, long deadLettered) {
    }

    boolean isClean() {
        return this.state == State.COMPLETED && this.verdict == Verdict.CLEAN;
    }

    long inKafka(String topic) {
        return this.topics.stream().filter((row) -> row.topic().equals(topic)).mapToLong(Partition::inKafka).sum();
    }

}
