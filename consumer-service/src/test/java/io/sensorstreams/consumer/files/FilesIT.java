package io.sensorstreams.consumer.files;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.TestTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class FilesIT {

    @TempDir
    Path output;

    private TestTopic topic;

    private ConsumerService service;

    @BeforeEach
    void writeRows() throws Exception {
        this.topic = new TestTopic(1);
        this.service = ConsumerService.start(this.output, "sensor.topics=" + this.topic.name());
        this.topic.sendNumbers(0, 0, 100);
        await().atMost(Duration.ofSeconds(30)).until(() -> this.topic.lag(name()) == 0);
    }

    @AfterEach
    void close() {
        this.service.close();
        this.topic.close();
    }

    @Test
    void listsAndServesWhatIsCommitted() throws Exception {
        JsonNode entry = await().until(this::entry, (found) -> found.path("rows").longValue() == 100);
        Path file = OutputRows.directory(this.output, name(), name(), 0).resolve(entry.path("file").stringValue());
        String committed = Files.readString(file);
        Files.writeString(file, "not committed\n", StandardOpenOption.APPEND);

        assertThat(entry.path("bytes").longValue()).isEqualTo(committed.length());
        assertThat(get(uri(entry), "bytes=0-").getBody()).isEqualTo(committed);
        assertThat(get(uri(entry), "bytes=-5").getBody()).isEqualTo("99,a\n");
        assertThat(get(uri(entry) + "?tail=2", "none").getBody()).isEqualTo("n,s\n98,a\n99,a\n");
    }

    @Test
    void servesNoOtherFile() {
        for (String path : new String[] { "/0/..%2F.lock", "/0/%2e%2e%2f%2e%2e%2fx", "/0/.lock", "/7/x.csv" }) {
            HttpStatusCode status = get("/api/files/" + name() + "/" + name() + path, "none").getStatusCode();
            assertThat(status.is4xxClientError()).as(path).isTrue();
        }
    }

    private JsonNode entry() {
        for (JsonNode entry : this.service.http().get().uri("/api/files").retrieve().body(JsonNode.class)) {
            if (entry.path("topic").stringValue().equals(name())) {
                return entry;
            }
        }
        throw new AssertionError("no file of topic " + name());
    }

    private String uri(JsonNode entry) {
        return "/api/files/" + name() + "/" + name() + "/0/" + entry.path("file").stringValue();
    }

    private ResponseEntity<String> get(String uri, String range) {
        return this.service.http()
            .get()
            .uri(URI.create("http://localhost:" + this.service.port() + uri))
            .header("Range", range)
            .retrieve()
            .onStatus((status) -> true, (request, response) -> {
            })
            .toEntity(String.class);
    }

    private String name() {
        return this.topic.name();
    }

}
