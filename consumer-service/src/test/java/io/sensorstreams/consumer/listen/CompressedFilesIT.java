package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Files that are committed as a whole, with a real broker. */
class CompressedFilesIT extends ServiceFixture {

    @ParameterizedTest
    @CsvSource({ "csv, gz", "csv, zst", "jsonl, gz", "jsonl, zst" })
    void commitsRowsByTheirAgeWithoutFurtherRows(String format, String compression) throws Exception {
        ConsumerService service = start("sensor.format=" + format, "sensor.compression=" + compression,
                "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 25);
        this.topic.send(0, "not a row", "{\"other\":1}", "{\"n\":25,\"s\":\"a\"}");
        this.topic.send(1, "not a row either");
        awaitLagZero();

        List<String> expected = format.equals("csv") ? Stream.concat(numbers(0, 26).stream(), Stream.of("1")).toList()
                : Stream
                    .concat(numbers(0, 26).stream().map((row) -> "{\"n\":" + row.replace(",a", ",\"s\":\"a\"}")),
                            Stream.of("{\"other\":1}"))
                    .toList();
        assertThat(rows(0)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(files(0)).allMatch((file) -> file.endsWith("." + format + "." + compression));
        assertThat(files(1)).isEmpty();
        Ledger ledger = service.bean(Ledger.class);
        await().atMost(SOON).until(() -> rowsIn(ledger) == 27);
        assertThat(ledger.files()).filteredOn((entry) -> entry.group().equals(name()))
            .allMatch(LedgerEntry::sealed)
            .allMatch((entry) -> entry.bytes() == size(entry));
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(partition(service, 0))
                .extracting(PartitionView::lag, PartitionView::rows, PartitionView::oldestUnflushedMs,
                        PartitionView::file)
                .containsExactly(0L, 27L, 0L, null));
        JsonNode audit = service.audit();
        assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo("CLEAN");
    }

    @Test
    void showsRowsThatWaitAndCommitsThemAtAStop() throws Exception {
        // Of two threads, the one that leaves the group first may have the last commit of
        // the other refused. Its rows are read again then.
        ConsumerService service = start("sensor.compression=gz", "sensor.roll.age=1h", "sensor.max-threads=1");
        awaitLagZero();
        this.topic.sendNumbers(0, 0, 40);
        await().atMost(SOON).untilAsserted(() -> assertThat(partition(service, 0)).satisfies((shown) -> {
            assertThat(shown.lag()).isEqualTo(44);
            assertThat(shown.rows()).isZero();
            assertThat(shown.oldestUnflushedMs()).isPositive();
        }));
        assertThat(files(0)).isEmpty();
        // Dead letters alone wait for nothing.
        this.topic.send(1, "not a row");
        await().atMost(SOON).until(() -> this.topic.lag(name()) == 44);
        service.close();

        assertThat(rows(0)).isEqualTo(numbers(0, 40));
        ConsumerService again = start("sensor.compression=gz", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 40, 50);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 50));
        assertThat(again.audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void hasNoMoreRowsInAFileThanTheLimit() throws Exception {
        ConsumerService service = start("sensor.compression=zst", "sensor.roll.rows=7", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        Ledger ledger = service.bean(Ledger.class);
        await().atMost(SOON).until(() -> rowsIn(ledger) == 100);

        assertThat(rows(0)).isEqualTo(numbers(0, 100));
        assertThat(ledger.files(name(), name(), 0)).allMatch((entry) -> entry.rows() <= 7);
    }

    @Test
    void continuesInNewFilesAfterAChangeOfTheSettings() throws Exception {
        ConsumerService plain = start();
        this.topic.sendNumbers(0, 0, 20);
        awaitLagZero();
        plain.close();
        ConsumerService compressed = start("sensor.format=jsonl", "sensor.compression=zst", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 20, 40);
        awaitLagZero();
        Ledger ledger = compressed.bean(Ledger.class);
        await().atMost(SOON).until(() -> rowsIn(ledger) == 40);

        assertThat(ledger.files(name(), name(), 0)).extracting(LedgerEntry::rows, LedgerEntry::sealed)
            .containsExactly(tuple(20L, true), tuple(20L, true));
        JsonNode audit = compressed.audit();
        assertThat(audit.path("verdict").asString()).as(audit.toString()).isEqualTo("CLEAN");
    }

    @Test
    void replaysACompressedFileAsAWhole() throws Exception {
        ConsumerService service = start("sensor.compression=gz", "sensor.roll.rows=50", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        List<String> before = files(0);
        service.post("/api/listeners/" + name() + "/stop", "");

        JsonNode replay = service.post("/api/listeners/" + name() + "/replay",
                "{\"topic\":\"%s\",\"from\":{\"offset\":5}}".formatted(name()));

        JsonNode partition = replay.path("partitions").path(0);
        assertThat(partition.path("from").asLong()).isZero();
        assertThat(partition.path("rows").asLong()).isEqualTo(100);
        assertThat(partition.path("deleted").size()).isEqualTo(before.size());
        service.post("/api/listeners/" + name() + "/start", "");
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 100));
        assertThat(service.audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void servesTheStoredBytesTheLastRowsAndTheSeries() throws Exception {
        ConsumerService service = start("sensor.compression=gz", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 30);
        awaitLagZero();
        String uri = "/api/files/" + name() + "/" + name() + "/0/" + files(0).get(0);
        await().atMost(SOON).until(() -> rowsIn(service.bean(Ledger.class)) == 30);

        ResponseEntity<byte[]> download = service.http().get().uri(uri).retrieve().toEntity(byte[].class);
        assertThat(download.getHeaders().getContentType()).isEqualTo(new MediaType("application", "gzip"));
        assertThat(download.getBody()).isEqualTo(Files.readAllBytes(directory().resolve(files(0).get(0))));
        assertThat(service.http().get().uri(uri + "?tail=1").retrieve().body(String.class)).isEqualTo("n,s\n29,a\n");
        JsonNode series = service.http().get().uri(uri + "/series?columns=n").retrieve().body(JsonNode.class);
        assertThat(series.path("rows").asLong()).isEqualTo(30);
        assertThat(series.path("values").path(0).path(29).asDouble()).isEqualTo(29);
    }

    private Path directory() {
        return OutputRows.directory(this.output, name(), name(), 0);
    }

    private long size(LedgerEntry entry) {
        try {
            return Files.size(directory().resolve(entry.file()));
        }
        catch (IOException e) {
            return -1;
        }
    }

    private long rowsIn(Ledger ledger) {
        return ledger.files(name(), name(), 0).stream().mapToLong(LedgerEntry::rows).sum();
    }

    private PartitionView partition(ConsumerService service, int partition) {
        return service.bean(PartitionOverview.class)
            .all()
            .stream()
            .filter((view) -> view.group().equals(name()) && view.partition() == partition)
            .findFirst()
            .orElseThrow();
    }

}
