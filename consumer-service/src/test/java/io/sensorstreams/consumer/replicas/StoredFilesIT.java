package io.sensorstreams.consumer.replicas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two replicas with separate disks read files that are in an object store. */
@Timeout(300)
class StoredFilesIT {

    private static final int ROWS = 50;

    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();

    private ReplicaSet replicas;

    private StoredFiles store;

    private FaultyLink linkOfFirst;

    private FaultyLink linkOfSecond;

    private ConsumerService first;

    private ConsumerService second;

    @BeforeAll
    static void bucket() {
        ObjectServer.shared().bucket(StoredFiles.BUCKET);
    }

    @BeforeEach
    void open() throws Exception {
        this.replicas = new ReplicaSet(this.root);
        this.store = new StoredFiles(this.replicas);
        this.linkOfFirst = new FaultyLink(ObjectServer.shared().endpoint());
        this.linkOfSecond = new FaultyLink(ObjectServer.shared().endpoint());
    }

    @AfterEach
    void close() throws IOException {
        this.replicas.close();
        this.store.close();
        this.linkOfFirst.close();
        this.linkOfSecond.close();
    }

    /** Writes files, moves them to the store, and starts two other replicas. */
    private void start(String... settings) {
        ConsumerService writer = startWriter(settings);
        List<LedgerEntry> files = this.replicas.files();
        this.replicas.stop(writer);
        startReaders(files, settings);
    }

    private ConsumerService startWriter(String... settings) {
        ConsumerService writer = this.replicas.start(StoredFiles.WRITER,
                with(settings, "sensor.roll.rows=20", "sensor.roll.age=1s"));
        this.replicas.awaitShared();
        this.replicas.send(ROWS);
        return writer;
    }

    private void startReaders(List<LedgerEntry> files, String... settings) {
        this.store.move(files);
        this.first = startReader("a", this.linkOfFirst, settings);
        this.second = startReader("b", this.linkOfSecond, settings);
        this.replicas.awaitShared();
        this.replicas.files();
        await().atMost(ServiceFixture.SOON)
            .until(() -> Stream.of(this.first, this.second)
                .allMatch((service) -> this.replicas.filesOf(service).stream().allMatch(LedgerEntry::isInStore)));
    }

    private ConsumerService startReader(String name, FaultyLink link, String... settings) {
        return this.replicas.start(name, with(settings, "sensor.s3.endpoint=" + link.endpoint(),
                "sensor.s3.timeout=30s", "sensor.s3.patience=1m", "sensor.roll.age=1s"));
    }

    private static String[] with(String[] settings, String... more) {
        return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
    }

    private List<ConsumerService> both() {
        return List.of(this.first, this.second);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sensor.format=csv", "sensor.compression=zst", "sensor.format=parquet" })
    void readsFromEachReplica(String setting) throws Exception {
        ConsumerService writer = startWriter(setting);
        List<LedgerEntry> files = this.replicas.files();
        LedgerEntry file = files.get(0);
        byte[] content = get(writer, file, "").body();
        String tail = text(get(writer, file, "?tail=3"));
        JsonNode series = json(get(writer, file, "/series?columns=n"));
        JsonNode row = row(writer, file.firstOffset());
        this.replicas.stop(writer);
        startReaders(files, setting);

        for (ConsumerService service : both()) {
            HttpResponse<byte[]> all = get(service, file, "");
            assertThat(all.body()).isEqualTo(content);
            HttpResponse<byte[]> range = get(service, file, "", "Range", "bytes=5-20");
            assertThat(range.statusCode()).isEqualTo(206);
            assertThat(range.body()).isEqualTo(Arrays.copyOfRange(content, 5, 21));
            assertThat(get(service, file, "", "Range", "bytes=" + content.length + "-").statusCode()).isEqualTo(416);
            String etag = all.headers().firstValue("ETag").orElseThrow();
            assertThat(get(service, file, "", "If-None-Match", etag).statusCode()).isEqualTo(304);
            assertThat(text(get(service, file, "?tail=3"))).isEqualTo(tail);
            assertThat(json(get(service, file, "/series?columns=n"))).isEqualTo(series);
            assertThat(row(service, file.firstOffset())).isEqualTo(row);
            assertClean(service, 4 * ROWS);
        }
        this.replicas.send(10);
        this.replicas.files();
        both().forEach((service) -> assertClean(service, 4 * (ROWS + 10)));
    }

    private static void assertClean(ConsumerService service, int rows) {
        JsonNode audit = service.audit();
        assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("CLEAN");
        assertThat(sum(audit, "inFiles")).isEqualTo(rows);
    }

    @Test
    void readsTheStoreOnlyByTheReplicaThatIsAsked() throws Exception {
        start();
        LedgerEntry file = this.replicas.files().get(0);
        this.linkOfSecond.refuses();

        assertClean(this.first, 4 * ROWS);
        assertThat(get(this.first, file, "").statusCode()).isEqualTo(200);
        for (String more : List.of("", "?tail=3", "/series?columns=n")) {
            HttpResponse<byte[]> failed = get(this.second, file, more);
            assertThat(failed.statusCode()).isEqualTo(503);
            assertThat(text(failed)).contains("urn:sensor-streams:problem:object-store-failed",
                    "in bucket '" + StoredFiles.BUCKET + "'", "the connection broke");
        }
        JsonNode place = row(this.second, file.firstOffset());
        assertThat(place.path("state").asString()).isEqualTo("COMMITTED");
        assertThat(place.path("file").asString()).isEqualTo(file.file());
        assertThat(place.path("reason").asString()).contains("the connection broke");
        JsonNode audit = this.second.audit();
        assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("INCOMPLETE");
        assertThat(sum(audit, "unreachable")).isEqualTo(4 * ROWS);
        assertThat(audit.path("topics")).allSatisfy((report) -> {
            assertThat(report.path("elsewhere").get(0).asString()).isEqualTo(this.store.address());
            assertThat(report.path("unreadStores").get(0).path("rows").asInt()).isEqualTo(ROWS);
            assertThat(report.path("unreadStores").get(0).path("reason").asString()).contains("the connection broke");
        });

        this.linkOfSecond.works();
        assertClean(this.second, 4 * ROWS);
    }

    @Test
    void reportsObjectsThatWereDeletedOrReplaced() throws Exception {
        start();
        List<LedgerEntry> files = this.replicas.files();
        LedgerEntry deleted = files.get(0);
        LedgerEntry replaced = files.get(1);
        this.store.delete(deleted);
        this.store.replace(replaced, "n,s\n7,a\n".getBytes(StandardCharsets.UTF_8));

        for (ConsumerService service : both()) {
            for (String more : List.of("", "?tail=3", "/series?columns=n")) {
                assertThat(get(service, deleted, more).statusCode()).isEqualTo(404);
                assertThat(text(get(service, deleted, more)))
                    .contains("The committed " + deleted.bytes() + " bytes of " + deleted.file()
                            + " were deleted from the object store, object '" + deleted.object().key() + "'");
                assertThat(get(service, replaced, more).statusCode()).isEqualTo(404);
                assertThat(text(get(service, replaced, more))).contains("the object was replaced");
            }
            JsonNode audit = service.audit();
            assertThat(audit.path("verdict").asString()).as("%s", audit).isEqualTo("NOT_CLEAN");
            assertThat(sum(audit, "missing")).isEqualTo((int) (deleted.rows() + replaced.rows()));
            assertThat(audit.path("topics").valueStream().flatMap((report) -> report.path("problems").valueStream()))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(problem(deleted, "deleted"), problem(replaced, "replaced"));
        }
    }

    private String problem(LedgerEntry file, String what) {
        return file.file() + " is not in the object store " + this.store.address() + ": its object '"
                + file.object().key() + "' was " + what;
    }

    @Test
    void breaksADownloadOffWhenTheStoreBreaksOff() throws Exception {
        start();
        byte[] content = new byte[3 << 20];
        new Random(4).nextBytes(content);
        LedgerEntry large = this.store.put(this.root.resolve("large"), content);
        await().atMost(ServiceFixture.SOON)
            .until(() -> get(this.first, large, "?tail=0").statusCode(), (status) -> status == 200);

        this.linkOfFirst.allows(200_000);
        HttpResponse<byte[]> end = get(this.first, large, "", "Range", "bytes=-10");
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(content, content.length - 10, content.length));
        assertThatThrownBy(() -> get(this.first, large, "")).isInstanceOf(IOException.class);

        this.linkOfFirst.works();
        assertThat(get(this.first, large, "").body()).isEqualTo(content);
    }

    private HttpResponse<byte[]> get(ConsumerService service, LedgerEntry file, String more, String... headers)
            throws IOException, InterruptedException {
        return get(service, "/api/files/" + file.key() + more, headers);
    }

    private HttpResponse<byte[]> get(ConsumerService service, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return this.http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Where the group has a row of the first file's partition. */
    private JsonNode row(ConsumerService service, long offset) throws IOException, InterruptedException {
        int partition = this.replicas.files().get(0).partition();
        return json(get(service,
                "/api/rows?topic=" + this.replicas.topic() + "&partition=" + partition + "&offset=" + offset))
            .path("groups")
            .get(0);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static int sum(JsonNode audit, String count) {
        return audit.path("topics").valueStream().mapToInt((report) -> report.path(count).intValue()).sum();
    }

}
