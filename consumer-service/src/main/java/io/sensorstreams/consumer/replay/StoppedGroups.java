package io.sensorstreams.consumer.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.consumer.group.Listeners;
import io.sensorstreams.consumer.group.UnknownGroupException;
import io.sensorstreams.consumer.group.UnknownTopicException;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import org.springframework.stereotype.Component;

/** Finds the sink of a request, and checks that no instance writes its files. */
@Component
class StoppedGroups {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Sinks sinks;

    private final LazyAdmin admin;

    private final Listeners listeners;

    StoppedGroups(Sinks sinks, LazyAdmin admin, Listeners listeners) {
        this.sinks = sinks;
        this.admin = admin;
        this.listeners = listeners;
    }

    /** Finds the sink of a request; throws when its group or topic is unknown. */
    Sink find(String group, String topic) {
        List<Sink> ofGroup = this.sinks.ofGroup(group);
        if (ofGroup.isEmpty()) {
            throw new UnknownGroupException(group, this.sinks.groups());
        }
        return this.sinks.find(group, topic)
            .orElseThrow(() -> new UnknownTopicException(topic, group, ofGroup.stream().map(Sink::topic).toList()));
    }

    /** Checks that a group is stopped. */
    void require(String group) throws TimeoutException, InterruptedException {
        // Consumers with hand-assigned partitions are not members of the group.
        if (!this.listeners.get(group).isStopped()) {
            throw ReplayRefusedException.running(group, "is not stopped here");
        }
        int members = members(group);
        if (members > 0) {
            throw ReplayRefusedException.running(group, "has " + members + " consumers on other instances");
        }
    }

    private int members(String group) throws TimeoutException, InterruptedException {
        try {
            return this.admin
                .ask((client, millis) -> client
                    .describeConsumerGroups(List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(millis))
                    .all(), TIMEOUT)
                .values()
                .stream()
                .mapToInt((description) -> description.members().size())
                .sum();
        }
        catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw LazyAdmin.unanswered("Kafka did not return the members of the group: " + e.getMessage(), e);
        }
    }

}
