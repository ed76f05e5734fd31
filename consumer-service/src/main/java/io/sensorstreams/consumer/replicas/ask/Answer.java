package io.sensorstreams.consumer.replicas.ask;

import io.sensorstreams.consumer.replicas.Replica;
import org.jspecify.annotations.Nullable;

/**
 * What a replica has answered.
 *
 * @param status status of its response; 0 without one
 * @param body body of its response
 * @param unanswered why there is no useful response; null when there is one
 */
public record Answer(Replica replica, int status, byte[] body, @Nullable Unanswered unanswered) {

    private static final int OK = 200;

    private static final int REDIRECTION = 300;

    static Answer without(Replica replica, String reason) {
        return new Answer(replica, 0, new byte[0], Unanswered.of(replica, reason));
    }

    /** Whether the replica has done what was asked. */
    public boolean isDone() {
        return this.unanswered == null && this.status >= OK && this.status < REDIRECTION;
    }

    /** Whether the replica has answered with a problem of this type. */
    public boolean isProblem(String type) {
        return ReplicaFailure.isProblem(this.body, type);
    }

    /** Why the replica has not done what was asked. */
    public Unanswered failure() {
        return (this.unanswered != null) ? this.unanswered
                : Unanswered.of(this.replica, ReplicaFailure.of(this.status, this.body));
    }

}
