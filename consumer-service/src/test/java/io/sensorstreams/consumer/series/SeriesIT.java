package io.sensorstreams.consumer.series;

import java.nio.file.Path;
import java.time.Duration;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.TestTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatusCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class SeriesIT {

    @TempDir
    Path output;

    @Test
    void showsWhatIsCommitted() throws Exception {
        try (TestTopic topic = new TestTopic(1);
                ConsumerService service = ConsumerService.start(this.output, "sensor.topics=" + topic.name())) {
            topic.sendNumbers(0, 0, 5_000);
            await().atMost(Duration.ofSeconds(30)).until(() -> topic.lag(topic.name()) == 0);
            String files = "/api/files/" + topic.name() + "/" + topic.name() + "/0/";
            String file = files + topic.name() + "-0-00000000000000000000.csv/series?columns=n&points=100";

            JsonNode series = await().until(() -> get(service, file),
                    (found) -> found.path("rows").intValue() == 5_000);

            assertThat(series.path("positions").size()).isBetween(50, 100);
            for (int i = 0; i < series.path("positions").size(); i++) {
                assertThat(series.path("values").path(0).path(i).longValue())
                    .isEqualTo(series.path("positions").path(i).longValue());
            }
            assertThat(status(service, files + "x.csv/series")).isEqualTo(HttpStatusCode.valueOf(404));
            assertThat(status(service, files + "..%2F.lock/series").is4xxClientError()).isTrue();
        }
    }

    private static JsonNode get(ConsumerService service, String uri) {
        return service.http().get().uri(uri).retrieve().body(JsonNode.class);
    }

    private static HttpStatusCode status(ConsumerService service, String uri) {
        return service.http().get().uri(uri).retrieve().onStatus((any) -> true, (request, response) -> {
        }).toBodilessEntity().getStatusCode();
    }

}
