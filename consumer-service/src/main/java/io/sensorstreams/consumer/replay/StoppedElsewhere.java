package io.sensorstreams.consumer.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.consumer.group.ListenerState;
import io.sensorstreams.consumer.replicas.ask.Answer;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas.Question;
import io.sensorstreams.consumer.replicas.ask.ReplicasUnavailableException;
import io.sensorstreams.consumer.replicas.ask.Unanswered;
import io.sensorstreams.consumer.setting.SensorProperties;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Checks that a group is stopped on other replicas whose partitions are assigned by hand.
 * Kafka knows the members of a group, but not these replicas.
 */
@Component
class StoppedElsewhere {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final OtherReplicas others;

    private final boolean byHand;

    StoppedElsewhere(OtherReplicas others, SensorProperties properties) {
        this.others = others;
        this.byHand = !properties.assign().isEmpty();
    }

    /**
     * Checks that no other replica runs the group.
     * @throws ReplayRefusedException when one does
     * @throws ReplicasUnavailableException when one does not answer, or they are not
     * known
     */
    void require(String group, Caller caller) throws InterruptedException {
        if (!this.byHand || caller.replica()) {
            return;
        }
        String unknown = "It is not known whether group '" + group + "' is stopped on all replicas";
        Optional<String> problem = this.others.problem();
        if (problem.isPresent()) {
            throw new ReplicasUnavailableException(unknown, problem.get(),
                    "Nothing was changed. Repeat the request when the health component 'replicas' has no 'alone'");
        }
        List<Question> questions = this.others.running(List.of(group))
            .stream()
            .map((replica) -> Question.of(replica, "GET", "/api/listeners"))
            .toList();
        List<Unanswered> unanswered = new ArrayList<>();
        for (Answer answer : this.others.ask(questions, caller, LIMIT).answers()) {
            if (!answer.isDone()) {
                unanswered.add(answer.failure());
            }
            else if (isRunning(group, answer)) {
                throw ReplayRefusedException.running(group,
                        "is not stopped on instance '" + answer.replica().instance() + "'");
            }
        }
        if (!unanswered.isEmpty()) {
            throw new ReplicasUnavailableException(unknown, unanswered,
                    "Nothing was changed. Repeat the request when they answer. DELETE /api/replicas/NAME removes a"
                            + " replica that does not come back");
        }
    }

    private static boolean isRunning(String group, Answer answer) {
        try {
            return MAPPER.readTree(answer.body())
                .valueStream()
                .filter((view) -> view.path("group").asString("").equals(group))
                .anyMatch(StoppedElsewhere::isRunning);
        }
        catch (JacksonException e) {
            return true;
        }
    }

    private static boolean isRunning(JsonNode view) {
        return !view.path("state").asString("").equals(ListenerState.STOPPED.name());
    }

}
