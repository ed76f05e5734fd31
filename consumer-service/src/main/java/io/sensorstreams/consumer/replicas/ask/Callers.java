package io.sensorstreams.consumer.replicas.ask;

import io.sensorstreams.common.web.security.CallerRights;
import jakarta.servlet.http.HttpServletRequest;

/** Finds out who sent a request. */
public class Callers {

    private final CallerRights rights;

    Callers(CallerRights rights) {
        this.rights = rights;
    }

    /** Returns the caller of a request. */
    public Caller of(HttpServletRequest request) {
        return new Caller(this.rights.authorization(request).orElse(null),
                request.getHeader(ReplicaClient.SENDER) != null);
    }

}
