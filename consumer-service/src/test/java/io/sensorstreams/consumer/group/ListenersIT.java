package io.sensorstreams.consumer.group;

import java.util.List;
import java.util.Map;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ListenersIT extends ServiceFixture {

    @Test
    void stopsStartsPausesAndResumesAGroup() throws Exception {
        RestClient http = start("sensor.flush.interval=1h").http();
        for (int round = 0; round < 2; round++) {
            this.topic.sendNumbers(0, 10 * round, 10 * round + 10);
            await().atMost(SOON).until(() -> value(http, 0, "oldestUnflushedMs") instanceof Integer age && age > 0);

            assertThat(command(http, "stop")).containsEntry("state", "STOPPED").containsEntry("threads", 0);
            assertThat(rows(0)).isEqualTo(numbers(0, 10 * round + 10));
            assertThat(command(http, "stop")).containsEntry("state", "STOPPED");
            int rows = 10 * round + 10;
            await().atMost(SOON).until(() -> Integer.valueOf(rows).equals(value(http, 0, "rows")));
            assertThat(states(http)).containsExactly("STOPPED", "STOPPED");
            assertThat(command(http, "start")).containsEntry("state", "RUNNING").containsEntry("threads", 2);
            assertThat(command(http, "start")).containsEntry("state", "RUNNING").containsEntry("threads", 2);
        }
    }

    @Test
    void keepsThePartitionsOfAPausedGroupAndReadsNothing() throws Exception {
        RestClient http = start().http();
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        assertThat(command(http, "pause")).containsEntry("state", "PAUSED");
        await().atMost(SOON).until(() -> states(http).equals(List.of("PAUSED", "PAUSED")));
        this.topic.sendNumbers(0, 10, 20);
        await().atMost(SOON).until(() -> Integer.valueOf(11).equals(value(http, 0, "lag")));
        assertThat(rows(0)).isEqualTo(numbers(0, 10));

        assertThat(command(http, "resume")).containsEntry("state", "RUNNING");
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 20));
    }

    @Test
    void readsNothingWhenItIsPausedBeforeItHasPartitions() throws Exception {
        this.topic.sendNumbers(0, 0, 10);
        ConsumerService service = start();
        command(service.http(), "stop");
        service.bean(Listeners.class).get(name()).pause();
        command(service.http(), "start");
        await().atMost(SOON).until(() -> states(service.http()).equals(List.of("PAUSED", "PAUSED")));
        this.topic.sendNumbers(0, 10, 20);
        await().atMost(SOON).until(() -> Integer.valueOf(22).equals(value(service.http(), 0, "logEnd")));
        assertThat(rows(0)).doesNotContain("10,a");

        command(service.http(), "resume");
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 20));
    }

    @Test
    void showsWhereEachPartitionStands() {
        ConsumerService service = start();
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        await().atMost(SOON).until(() -> Integer.valueOf(0).equals(value(service.http(), 1, "lag")));

        Map<String, Object> view = partitions(service.http()).get(1);
        assertThat(view).containsEntry("group", name())
            .containsEntry("topic", name())
            .containsEntry("partition", 1)
            .containsEntry("owner", "consumer-0")
            .containsEntry("committed", 11)
            .containsEntry("logEnd", 11)
            .containsEntry("rows", 10)
            .containsEntry("bytes", 4 + 40)
            .containsEntry("file", name() + "-1-00000000000000000000.csv")
            .containsEntry("oldestUnflushedMs", 0)
            .containsEntry("state", "RUNNING")
            .containsKeys("lastRowAt", "lag");
    }

    @Test
    void answersUnknownGroupsWithNotFound() {
        RestClient http = start().http();

        ProblemDetail problem = http.post()
            .uri("/api/listeners/NONE/start")
            .exchange((request, response) -> response.bodyTo(ProblemDetail.class));
        assertThat(problem.getStatus()).isEqualTo(404);
        assertThat(problem.getType()).hasToString("urn:sensor-streams:problem:group-not-found");
        assertThat(problem.getDetail()).isEqualTo("No group 'NONE'; known: " + name());
    }

    @Test
    void isReadyAndHasMetrics() {
        RestClient http = start().http();
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();

        assertThat(get(http, "/actuator/health/readiness")).contains("\"status\":\"UP\"");
        assertThat(get(http, "/actuator/health")).contains("\"partitions\"", "\"disk\"", "\"broker\"");
        assertThat(get(http, "/actuator/prometheus")).contains("sensor_rows_written_total{",
                "sensor_bytes_written_total", "sensor_partition_lag", "sensor_unflushed_age", "sensor_fsync_seconds",
                "sensor_commit_seconds", "sensor_disk_free", "kafka_consumer_fetch_manager_records_lag",
                "kafka_producer_");
    }

    private static String get(RestClient http, String path) {
        return http.get().uri(path).retrieve().body(String.class);
    }

    private Map<String, Object> command(RestClient http, String verb) {
        return http.post()
            .uri("/api/listeners/{group}/{verb}", name(), verb)
            .retrieve()
            .body(new ParameterizedTypeReference<>() {
            });
    }

    private static List<Object> states(RestClient http) {
        return partitions(http).stream().map((partition) -> partition.get("state")).toList();
    }

    /**
     * Returns a field of a partition, or {@code null} while the group does not have the
     * partition or the field has no value yet.
     */
    private static @Nullable Object value(RestClient http, int partition, String field) {
        return partitions(http).stream()
            .filter((view) -> view.get("partition").equals(partition))
            .findFirst()
            .map((view) -> view.get(field))
            .orElse(null);
    }

    private static List<Map<String, Object>> partitions(RestClient http) {
        return http.get().uri("/api/partitions").retrieve().body(new ParameterizedTypeReference<>() {
        });
    }

}
