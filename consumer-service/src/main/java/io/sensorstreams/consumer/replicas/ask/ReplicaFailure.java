package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Describes in one line why a replica has not answered, and what to do. */
final class ReplicaFailure {

    /**
     * The other replica refuses this one, or its address is that of no replica.
     */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 407, 421, 500, 501, 502, 504);

    /** Type of the problem of a request for another replica. */
    static final String OTHER_REPLICA = "other-replica";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int LONGEST = 500;

    private ReplicaFailure() {
    }

    /** Describes a request without a response. */
    static String of(IOException failure) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return "its host name is not known";
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within 2 s";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException) {
            return "the connection was refused";
        }
        if (has(failure, SSLException.class)) {
            return "no TLS connection (" + failure.getMessage()
                    + "); SENSOR_REPLICA_BUNDLE names the bundle with the authority of its certificate";
        }
        return String.valueOf((failure.getMessage() != null) ? failure.getMessage() : failure);
    }

    /**
     * Whether a status says that the other replica refuses this one, or that its address
     * is that of no replica.
     */
    static boolean isRefusal(int status) {
        return REFUSALS.contains(status);
    }

    /** Describes a response that is not the wanted one. */
    static String of(int status, byte[] body) {
        return switch (status) {
            case 401, 403 -> "it refuses the user with status " + status
                    + "; all replicas need the same passwords and the same issuer of tokens";
            case 421 -> isProblem(body, OTHER_REPLICA)
                    ? "another replica answers at its address; set its SENSOR_ADVERTISED_URL to an address at which it"
                            + " alone is reached"
                    : "it refuses the host name of its address; add it to its SENSOR_ALLOWED_HOSTS";
            default -> "it answered with status " + status + detail(body);
        };
    }

    /** Whether a body is a problem of this type. */
    static boolean isProblem(byte[] body, String type) {
        return text(body, "type").equals("urn:sensor-streams:problem:" + type);
    }

    /** Reason in a problem. */
    private static String detail(byte[] body) {
        String detail = text(body, "detail");
        return detail.isEmpty() ? "" : ": " + detail.substring(0, Math.min(detail.length(), LONGEST));
    }

    private static String text(byte[] body, String field) {
        try {
            return MAPPER.readTree(body).path(field).asString("");
        }
        catch (JacksonException e) {
            return "";
        }
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, (each) -> each != null, Throwable::getCause)
            .limit(20)
            .anyMatch(type::isInstance);
    }

}
