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

    /**
     * Nobody could be asked, because the others are not known.
     * @param problem why
     */
    public ReplicasUnavailableException(String what, String problem, String remedy) {
        super(what + ", because the other replicas are not known: " + problem + ". " + remedy);
        this.unanswered = List.of();
    }

    List<Unanswered> unanswered() {
        return this.unanswered;
    }

}
