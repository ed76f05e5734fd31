package io.sensorstreams.producer.definition;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

import io.sensorstreams.common.wire.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * Finds streams whose topics cannot exist beside each other. Kafka has no topics whose
 * names differ only in '.' and '_', because the names of its metrics would be equal.
 */
public final class TopicClash {

    private TopicClash() {
    }

    /**
     * Why the topic of a stream cannot be made or is used otherwise, because of the other
     * streams; empty when it is free.
     */
    public static Optional<String> find(StreamSpec spec, Collection<StreamDefinition> others) {
        return others.stream()
            .map(StreamDefinition::spec)
            .filter((other) -> !other.name().equals(spec.name()))
            .map((other) -> clash(spec.topic(), other))
            .filter(Objects::nonNull)
            .findFirst();
    }

    private static @Nullable String clash(String topic, StreamSpec other) {
        if (topic.equals(other.topic())) {
            return null;
        }
        String stream = "' of stream '" + other.name() + "'";
        if (isSame(topic, other.topic())) {
            return "collides with topic '" + other.topic() + stream
                    + ": Kafka allows only one of two names that differ in '.' and '_'";
        }
        if (isSame(topic, DeadLetter.topicOf(other.topic()))) {
            return "is the topic for rows that cannot be sent to topic '" + other.topic() + stream;
        }
        if (isSame(DeadLetter.topicOf(topic), other.topic())) {
            return "needs the topic '" + DeadLetter.topicOf(topic) + "' for rows that cannot be sent, which is topic '"
                    + other.topic() + stream;
        }
        return null;
    }

    private static boolean isSame(String one, String other) {
        return one.replace('.', '_').equals(other.replace('.', '_'));
    }

}
