package io.sensorstreams.producer.stream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.kafka.TopicWatch;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import io.sensorstreams.producer.TestService;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.awaitRows;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.identities;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Topics that are deleted while the service runs. */
@Timeout(240)
class DeletedTopicsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * At 100 rows a second, more than the stream sends until the topics are recreated.
     */
    private static final int ROWS = 40_000;

    @TempDir
    Path directory;

    /**
     * With the short one, Kafka aborts the transaction before the topics are recreated.
     */
    @ParameterizedTest
    @ValueSource(ints = { 30_000, 2_000 })
    void continuesWithoutTheTopicsAndReportsThem(int transactionTimeout) throws Exception {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1).withDirectory(this.directory.resolve("kafka"));
        try (LocalKafka kafka = LocalKafka.start(settings);
                TestService service = TestService.start(kafka.bootstrapServers(), this.directory,
                        "spring.kafka.producer.properties.transaction.timeout.ms=" + transactionTimeout);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ShownStreams streams = ShownStreams.of(service);
            TestStreams.awaitStarted(streams);
            streams.create(spec("rows", csv(this.directory, "rows.csv", ROWS), new Pace.Rate(100.0)));
            awaitRows(streams, "rows", 50);
            await().atMost(SOON)
                .until(() -> service.bean(TopicWatch.class).hasSeen(Topics.STREAMS)
                        && service.bean(TopicWatch.class).hasSeen(Topics.POSITIONS));

            admin.deleteTopics(List.of(Topics.STREAMS, Topics.POSITIONS)).all().get();
            await().atMost(SOON)
                .until(() -> service.bean(TopicWatch.class)
                    .problems()
                    .values()
                    .stream()
                    .filter((problem) -> problem.startsWith("was deleted and recreated"))
                    .count() == 2);

            assertThat(health(service)).contains("internalTopics", "its content is lost");
            long before = streams.find("rows").rowsAcked();
            awaitRows(streams, "rows", before + 50);
            streams.changePace("rows", UNLIMITED);
            TestStreams.awaitState(streams, "rows", StreamState.COMPLETED);
            assertThat(new TopicReader(kafka.bootstrapServers()).rows("rows")).isEqualTo(identities("rows", 1, ROWS));
        }
    }

    private static String health(TestService service) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + "/actuator/health")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

}
