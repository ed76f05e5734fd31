package io.sensorstreams.consumer.replicas.ask;

import io.sensorstreams.consumer.replicas.Replica;

/**
 * A replica that has not answered.
 *
 * @param reason why, in one line
 */
public record Unanswered(String instance, String url, String reason) {

    static Unanswered of(Replica replica, String reason) {
        return new Unanswered(replica.instance(), replica.url(), reason);
    }

    static Unanswered stopped(Replica replica) {
        return of(replica, "it was stopped at " + replica.stoppedAt());
    }

    /**
     * Text such as {@code 'consumer-0' at http://consumer-0:8082 (no answer in time)}.
     */
    String text() {
        return "'%s' at %s (%s)".formatted(this.instance, this.url, this.reason);
    }

}
