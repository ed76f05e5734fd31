package io.sensorstreams.consumer.audit.parts;

import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;
import org.jspecify.annotations.Nullable;

/**
 * What a replica answers about its part: the view of an audit, as far as it is needed.
 *
 * @param topics reports of the partitions of which it has files
 * @param judged files that it has audited
 */
record PartView(String id, State state, Progress progress, List<PartitionReport> topics, List<JudgedFiles> judged,
        @Nullable String error) {

    /** The answer of another program may lack any of them. */
    PartView {
        topics = (topics != null) ? List.copyOf(topics) : List.of();
        judged = (judged != null) ? List.copyOf(judged) : List.of();
    }

    /** Whether it is an answer that can be used. */
    boolean isValid() {
        return this.id != null && this.id.matches("[A-Za-z0-9-]{1,64}") && this.state != null && this.progress != null;
    }

    enum State {

        RUNNING,

        COMPLETED,

        FAILED

    }

    record Progress(long rowsRead, long rowsTotal) {
    }

}
