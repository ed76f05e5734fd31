package io.sensorstreams.consumer.audit;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * An audit as the API shows it.
 *
 * @param verdict null unless completed
 * @param topics reports of the partitions that are done
 * @param error why it failed, or null
 */
record AuditView(String id, State state, @Nullable Verdict verdict, Instant startedAt, @Nullable Instant finishedAt,
        Progress progress, List<PartitionReport> topics, @Nullable String error) {

    /** States of an audit. */
    enum State {

        /** Is reading. */
        RUNNING,

        /** Has a verdict. */
        COMPLETED,

        /** Could not be carried out. */
        FAILED

    }

    /**
     * How far an audit has come.
     *
     * @param rowsRead records read from Kafka
     * @param rowsTotal about how many there are to read
     */
    record Progress(long rowsRead, long rowsTotal) {
    }

}
