package io.sensorstreams.producer.stream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.kafka.TestKafka;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.definition.StreamTopic;
import io.sensorstreams.producer.publish.Positions;
import io.sensorstreams.producer.publish.StreamPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitState;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Invalid records in the internal topics that other programs wrote. */
class InvalidRecordsIT extends StreamsFixture {

    private static final int PARTITIONS = 8;

    @BeforeAll
    static void start() {
        startService();
    }

    @Test
    void listsValidStreamsAndRemovesInvalidRecords() throws Exception {
        int other = (StreamPartitions.of("elsewhere", PARTITIONS) + 1) % PARTITIONS;
        store(Topics.STREAMS, StreamPartitions.of("empty", PARTITIONS), "empty", "{}");
        store(Topics.STREAMS, StreamPartitions.of("null", PARTITIONS), "null", "null");
        store(Topics.STREAMS, other, "elsewhere", "{}");
        store(Topics.POSITIONS, StreamPartitions.of("good", PARTITIONS), "good", "[]");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(service.bean(StreamTopic.class).refused()).hasSize(3);
            assertThat(service.bean(Positions.class).table().refused()).hasSize(1);
        });

        streams.create(spec("good", csv(data, "good.csv", 100), UNLIMITED));
        awaitState(streams, "good", StreamState.COMPLETED);

        assertThat(new TopicReader(TestKafka.bootstrapServers()).rows("good")).isEqualTo(identities("good", 1, 100));
        assertThat(call("GET", "/api/streams").body()).contains("\"good\"").doesNotContain("\"empty\"");
        assertThat(call("GET", "/api/streams/empty").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/actuator/health").body()).contains("internalTopics", "key 'empty' has no 'spec'");
        assertThat(call("GET", "/actuator/health/readiness").statusCode()).isEqualTo(200);
        for (String name : new String[] { "empty", "null", "elsewhere", "good" }) {
            assertThat(call("DELETE", "/api/streams/" + name).statusCode()).as(name).isEqualTo(204);
            assertThat(call("DELETE", "/api/streams/" + name).statusCode()).as(name).isEqualTo(404);
        }
        assertThat(service.bean(StreamTopic.class).refused()).isEmpty();
        // A valid position of the stream has followed the invalid one.
        assertThat(service.bean(Positions.class).table().refused()).isEmpty();
    }

    private static void store(String topic, int partition, String key, String value) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer
                .send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)))
                .get();
        }
    }

    private static HttpResponse<String> call(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

}
