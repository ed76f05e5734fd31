package io.sensorstreams.system;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.sensorstreams.harness.Api;
import io.sensorstreams.harness.PackagedService;
import tools.jackson.databind.JsonNode;

/**
 * Holds the rows that a replica reports as sent and written, by stream and by partition.
 */
final class Work {

    private final Api producer;

    private final Api consumer;

    private final List<String> topics;

    /**
     * Reads the state of one replica of each service, which must answer.
     * @param topics topics that receive rows continuously
     */
    Work(PackagedService producer, PackagedService consumer, List<String> topics) {
        this.topics = List.copyOf(topics);
        this.producer = producer.api();
        this.consumer = consumer.api();
    }

    /** Returns the acknowledged rows of each stream. */
    Map<String, Long> sent() {
        return sent((stream) -> true);
    }

    /** Returns the acknowledged rows of each stream that this replica runs. */
    Map<String, Long> sentBy(String owner) {
        return sent((stream) -> stream.path("owner").asString().equals(owner));
    }

    private Map<String, Long> sent(Predicate<JsonNode> which) {
        return this.producer.get("/api/streams")
            .valueStream()
            .filter((stream) -> this.topics.contains(stream.path("topic").asString()))
            .filter(which)
            .collect(Collectors.toMap((stream) -> stream.path("name").asString(),
                    (stream) -> stream.path("rowsAcked").asLong()));
    }

    /** Returns the committed rows of each partition. */
    Map<String, Long> written() {
        return written((file) -> true);
    }

    /** Returns the committed rows of each partition in files of this replica. */
    Map<String, Long> writtenBy(String owner) {
        return written((file) -> file.path("owner").asString().equals(owner));
    }

    private Map<String, Long> written(Predicate<JsonNode> which) {
        return this.consumer.get("/api/files")
            .valueStream()
            .filter((file) -> this.topics.contains(file.path("topic").asString()))
            .collect(Collectors.groupingBy(Work::partition,
                    Collectors.summingLong((file) -> which.test(file) ? file.path("rows").asLong() : 0)));
    }

    private static String partition(JsonNode file) {
        return file.path("topic").asString() + "-" + file.path("partition").asInt();
    }

}
