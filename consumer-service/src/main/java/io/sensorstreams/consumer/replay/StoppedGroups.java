package io.sensorstreams.consumer.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.kafka.LazyAdmin;
import io.sensorstreams.consumer.group.Listeners;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import org.springframework.stereotype.Component;

/**
 * Checks that no consumer of any instance writes the files of a group.
 */
@Component
class StoppedGroups {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LazyAdmin admin;

    private final Listeners listeners;

    StoppedGroups(LazyAdmin admin, Listeners listeners) {
        this.admin = admin;
        this.listeners = listeners;
    }

    /**
     * Checks a group.
     * @throws ReplayRefusedException when it is not stopped
     */
    void require(String group) throws TimeoutException, InterruptedException {
        // Consumers with hand-assigned partitions are not members of the group.
        if (!this.listeners.isStopped(group)) {
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
