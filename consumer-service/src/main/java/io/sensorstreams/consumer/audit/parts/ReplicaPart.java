package io.sensorstreams.consumer.audit.parts;

import org.jspecify.annotations.Nullable;

/**
 * Another replica's part of an audit.
 *
 * @param url address at which it was asked; null when it has published none
 * @param rowsRead progress of its part
 * @param reason why its part is missing
 */
public record ReplicaPart(String instance, @Nullable String url, State state, long rowsRead, long rowsTotal,
        @Nullable String reason) {

    /** How far the part is. */
    public enum State {

        RUNNING,

        COMPLETED,

        /** The replica answers, and cannot audit its files. */
        FAILED,

        /** The replica does not answer. */
        UNANSWERED

    }

}
