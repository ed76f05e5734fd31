package io.sensorstreams.consumer.audit.parts;

import java.time.Duration;
import java.util.Optional;

import io.sensorstreams.consumer.audit.parts.ReplicaPart.State;
import io.sensorstreams.consumer.replicas.Replica;
import io.sensorstreams.consumer.replicas.ask.Answer;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas.Question;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of one other replica, as it was last reported. Owned by the thread of the
 * audit.
 */
final class RemotePart {

    /** How long a replica may be silent while its part runs. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** A replica with other groups. */
    private static final int BAD_REQUEST = 400;

    private static final int NOT_FOUND = 404;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Replica replica;

    private State state = State.RUNNING;

    private boolean concerned = true;

    private @Nullable String reason;

    private @Nullable PartView latest;

    private long answeredAt = System.nanoTime();

    /**
     * @param start answer to the request for the part
     */
    RemotePart(Answer start) {
        this.replica = start.replica();
        if (start.isDone()) {
            read(start);
        }
        else {
            this.concerned = start.status() != BAD_REQUEST;
            end(State.UNANSWERED, start.failure().reason());
        }
    }

    /** A replica that has files and was not asked. */
    static ReplicaPart notAsked(String instance, Optional<Replica> known) {
        String why = known.map((replica) -> (replica.stoppedAt() != null) ? "it was stopped at " + replica.stoppedAt()
                : "it was not asked")
            .orElse("it has published no address");
        return new ReplicaPart(instance, known.map(Replica::url).orElse(null), State.UNANSWERED, 0, 0, why);
    }

    boolean isRunning() {
        return this.state == State.RUNNING;
    }

    boolean isCompleted() {
        return this.state == State.COMPLETED;
    }

    /** Whether the replica has the groups of the audit. */
    boolean isConcerned() {
        return this.concerned;
    }

    Question question() {
        return Question.of(this.replica, "GET", "/api/audits/" + id());
    }

    private String id() {
        return (this.latest != null) ? this.latest.id() : "";
    }

    /** Takes the answer to the latest question. */
    void update(Answer answer) {
        if (answer.isDone()) {
            this.answeredAt = System.nanoTime();
            read(answer);
        }
        else if (answer.status() == NOT_FOUND) {
            end(State.UNANSWERED, "it was started again during the audit");
        }
        else if (System.nanoTime() - this.answeredAt > SILENCE.toNanos()) {
            end(State.UNANSWERED, answer.failure().reason());
        }
    }

    private void read(Answer answer) {
        try {
            PartView view = MAPPER.readValue(answer.body(), PartView.class);
            if (!view.isValid()) {
                end(State.FAILED, "its answer is not a valid audit");
                return;
            }
            this.latest = view;
            switch (view.state()) {
                case RUNNING -> this.state = State.RUNNING;
                case COMPLETED -> end(State.COMPLETED, null);
                case FAILED -> end(State.FAILED, view.error());
            }
        }
        catch (JacksonException e) {
            end(State.FAILED, "its answer is not a valid audit: " + e.getOriginalMessage());
        }
    }

    private void end(State reached, @Nullable String why) {
        this.state = reached;
        this.reason = why;
    }

    /** Result of a completed part. */
    Result result() {
        if (this.latest == null) {
            throw new IllegalStateException("The part has no result");
        }
        return new Result(this.replica.instance(), this.latest);
    }

    ReplicaPart view() {
        PartView view = this.latest;
        return new ReplicaPart(this.replica.instance(), this.replica.url(), this.state,
                (view != null) ? view.progress().rowsRead() : 0, (view != null) ? view.progress().rowsTotal() : 0,
                this.reason);
    }

    /** What a replica has found on its disk. */
    record Result(String instance, PartView audit) {
    }

}
