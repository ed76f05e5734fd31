package io.sensorstreams.consumer.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.sensorstreams.consumer.replicas.ask.Answer;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas.Question;
import io.sensorstreams.consumer.replicas.ask.ReplicasUnavailableException;
import io.sensorstreams.consumer.replicas.ask.Unanswered;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Carries out commands to a group on all replicas at the same time. A replica that does
 * not have the group is not concerned. Thread-safe.
 */
@Component
class GroupCommands {

    /** Longer than a command takes on the other replica. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Listeners listeners;

    private final OtherReplicas others;

    GroupCommands(Listeners listeners, OtherReplicas others) {
        this.listeners = listeners;
        this.others = others;
    }

    /**
     * Carries out a command here and, unless another replica sends it, on all others that
     * were not stopped.
     * @param verb last part of the path of the command
     * @throws ReplicasUnavailableException when some did not carry it out; those that
     * answer did
     */
    ListenerView run(String group, String verb, Consumer<ListenerGroup> command, Caller caller)
            throws InterruptedException {
        ListenerGroup found = this.listeners.get(group);
        List<Question> questions = caller.replica() ? List.of()
                : this.others.running(List.of(group))
                    .stream()
                    .map((replica) -> Question.of(replica, "POST", path(group, verb)))
                    .toList();
        OtherReplicas.Asked asked = this.others.ask(questions, caller, LIMIT);
        command.accept(found);
        ListenerView here = found.view();
        List<ReplicaState> states = new ArrayList<>();
        states.add(new ReplicaState(this.others.self(), here.state()));
        List<Unanswered> unanswered = new ArrayList<>();
        for (Answer answer : asked.answers()) {
            Optional<ListenerState> state = state(answer);
            if (state.isPresent()) {
                states.add(new ReplicaState(answer.replica().instance(), state.get()));
            }
            else if (!answer.isProblem("group-not-found")) {
                unanswered.add(answer.failure());
            }
        }
        if (!unanswered.isEmpty()) {
            throw notEverywhere(path(group, verb), states, unanswered);
        }
        return (states.size() > 1) ? here.on(states) : here;
    }

    private static String path(String group, String verb) {
        return "/api/listeners/" + group + "/" + verb;
    }

    private static Optional<ListenerState> state(Answer answer) {
        if (!answer.isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ListenerState.valueOf(MAPPER.readTree(answer.body()).path("state").asString("")));
        }
        catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ReplicasUnavailableException notEverywhere(String path, List<ReplicaState> states,
            List<Unanswered> unanswered) {
        String applied = states.stream()
            .map((one) -> "'" + one.instance() + "' (" + one.state() + ")")
            .collect(Collectors.joining(", "));
        return new ReplicasUnavailableException(
                "POST " + path + " was carried out by " + applied + ", but not by all replicas", unanswered,
                "Repeat it when they answer: a replica runs its groups when it starts. DELETE /api/replicas/NAME removes"
                        + " a replica that does not come back");
    }

}
