package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.kafka.TopicWatch;
import io.sensorstreams.common.kafka.Topics;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.kafka.LocalKafka;
import io.sensorstreams.kafka.LocalKafkaSettings;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Topics that are deleted while the service runs. */
@Timeout(180)
class DeletedTopicsIT {

    @TempDir
    Path directory;

    @Test
    void reportsADeletedLedgerAndKeepsTheFiles() throws Exception {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1).withDirectory(this.directory.resolve("kafka"));
        try (LocalKafka kafka = LocalKafka.start(settings);
                TestTopic topic = topic(kafka);
                ConsumerService service = start(kafka)) {
            topic.sendNumbers(0, 0, 50);
            await().atMost(ServiceFixture.SOON).until(() -> topic.lag("AIR") == 0);
            await().atMost(ServiceFixture.SOON).until(() -> service.bean(TopicWatch.class).hasSeen(Topics.LEDGER));

            topic.admin().deleteTopics(List.of(Topics.LEDGER)).all().get();
            await().atMost(ServiceFixture.SOON)
                .untilAsserted(() -> assertThat(health(service))
                    .contains("was deleted and recreated while the service was running: its content is lost"));

            assertThat(policy(topic)).isEqualTo("compact");
            assertThat(service.bean(MeterRegistry.class)
                .get("sensor.topic.damaged")
                .tag("topic", Topics.LEDGER)
                .gauge()
                .value()).isEqualTo(1);
            assertThat(service.bean(Ledger.class).files()).hasSize(1);
            topic.sendNumbers(0, 50, 100);
            await().atMost(ServiceFixture.SOON).until(() -> topic.lag("AIR") == 0);
            assertThat(rows()).isEqualTo(ServiceFixture.numbers(0, 100));
        }
    }

    @Test
    void pausesAPartitionWithFilesThatTheLedgerDoesNotKnow() throws Exception {
        LocalKafkaSettings settings = LocalKafkaSettings.ofNodes(1).withDirectory(this.directory.resolve("kafka"));
        try (LocalKafka kafka = LocalKafka.start(settings); TestTopic topic = topic(kafka)) {
            try (ConsumerService service = start(kafka)) {
                topic.sendNumbers(0, 0, 50);
                await().atMost(ServiceFixture.SOON).until(() -> topic.lag("AIR") == 0);
                // The ledger is read shortly after the offset is committed.
                await().atMost(ServiceFixture.SOON).until(() -> !service.bean(Ledger.class).files().isEmpty());
            }
            topic.admin().deleteTopics(List.of(Topics.LEDGER)).all().get();

            try (ConsumerService service = start(kafka)) {
                await().atMost(ServiceFixture.SOON)
                    .untilAsserted(() -> assertThat(service.bean(PartitionOverview.class).all())
                        .anySatisfy((partition) -> assertThat(partition.reason())
                            .contains("is not in the ledger, but starts before the committed offset")));
            }
            assertThat(rows()).isEqualTo(ServiceFixture.numbers(0, 50));
        }
    }

    private ConsumerService start(LocalKafka kafka) {
        return ConsumerService.start(this.directory.resolve("out"), "sensor.topics=AIR",
                "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    }

    /** The service creates the topic. */
    private static TestTopic topic(LocalKafka kafka) {
        return new TestTopic("AIR", 4, kafka.bootstrapServers());
    }

    private List<String> rows() throws Exception {
        return OutputRows.rows(this.directory.resolve("out"), "AIR", "AIR", 0);
    }

    private static String policy(TestTopic topic) throws Exception {
        ConfigResource ledger = new ConfigResource(ConfigResource.Type.TOPIC, Topics.LEDGER);
        return topic.admin()
            .describeConfigs(List.of(ledger))
            .values()
            .get(ledger)
            .get()
            .get(TopicConfig.CLEANUP_POLICY_CONFIG)
            .value();
    }

    private static String health(ConsumerService service) {
        return service.http()
            .get()
            .uri("/actuator/health")
            .exchange((request, response) -> new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
    }

}
