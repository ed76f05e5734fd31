package io.sensorstreams.producer.sinks;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Uuid;

/**
 * Remembers when each topic was seen first: Kafka does not report when it was created. A
 * topic that was deleted and created again is another one. Owned by one thread.
 */
final class SeenTopics {

    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(Uuid id, long nanos) {
    }

    /**
     * Takes the topics that exist now.
     * @param nanos time of the request, from the same clock as those of earlier calls
     * @return the names of those that were seen this long ago, too
     */
    Set<String> see(Collection<TopicListing> topics, long nanos, Duration age) {
        this.seen.keySet().retainAll(topics.stream().map(TopicListing::name).collect(Collectors.toSet()));
        for (TopicListing topic : topics) {
            this.seen.compute(topic.name(), (name, known) -> (known != null && known.id().equals(topic.topicId()))
                    ? known : new Seen(topic.topicId(), nanos));
        }
        return this.seen.entrySet()
            .stream()
            .filter((entry) -> nanos - entry.getValue().nanos() >= age.toNanos())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    }

}
