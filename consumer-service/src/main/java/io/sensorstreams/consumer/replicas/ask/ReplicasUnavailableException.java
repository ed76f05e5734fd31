package io.sensorstreams.consumer.replicas.ask;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Other replicas are needed for an answer, and have not answered. */
public final class ReplicasUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Unanswered> unanswered;

    /**
     * @param what what is missing without them; the start of the message
     * @param remedy what to do; the end of the message
     */
    public ReplicasUnavailableException(String what, List<Unanswered> unanswered, String remedy) {
        super(what + ": " + unanswered.stream().map(Unanswered::text).collect(Collectors.joining(", ")) + ". "
                + remedy);
        this.unanswered = List.copyOf(unanswered);
    }

    List<Unanswered> unanswered() {
        return this.unanswered;
    }

}
