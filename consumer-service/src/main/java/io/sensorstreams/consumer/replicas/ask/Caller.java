package io.sensorstreams.consumer.replicas.ask;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, for requests to other replicas.
 *
 * @param authorization header with the rights of the caller; null without security
 * @param replica whether another replica sent the request, and the answer must be that of
 * this replica alone
 */
public record Caller(@Nullable String authorization, boolean replica) {

    /** Caller who may ask this replica only. */
    public static final Caller ALONE = new Caller(null, true);

    /** Without the password. */
    @Override
    public String toString() {
        return "Caller[replica=" + this.replica + "]";
    }

}
