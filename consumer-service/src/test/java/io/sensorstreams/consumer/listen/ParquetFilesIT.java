package io.sensorstreams.consumer.listen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.parquet.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Parquet files with a real broker, read by DuckDB. */
class ParquetFilesIT extends ServiceFixture {

    private static final String PARQUET = "sensor.format=parquet";

    @ParameterizedTest
    @CsvSource({ "'', ZSTD", "sensor.compression=none, UNCOMPRESSED", "sensor.compression=gz, GZIP" })
    void commitsRowsByTheirAgeWithoutFurtherRows(String compression, String codec) throws Exception {
        ConsumerService service = compression.isEmpty() ? start(PARQUET, "sensor.roll.age=1s")
                : start(PARQUET, "sensor.roll.age=1s", compression);
        this.topic.sendNumbers(0, 0, 25);
        this.topic.send(0, "not a row", "{\"other\":1}", "{\"n\":25,\"s\":\"a\"}");
        this.topic.send(1, "not a row either");
        awaitLagZero();
        awaitRows(service, 27);

        assertThat(files(0)).isNotEmpty().allMatch((file) -> file.endsWith(".parquet"));
        assertThat(files(1)).isEmpty();
        assertThat(query("select count(*), count(n), sum(n)::int, min(s), sum(other)::int from"))
            .isEqualTo(List.of("27", "26", "325", "a", "1"));
        assertThat(DuckDb.query("select distinct compression from parquet_metadata('%s/*.parquet')", directory()))
            .containsExactly(List.of(codec));
        assertThat(service.bean(Ledger.class).files(name(), name(), 0)).allMatch(LedgerEntry::sealed);
        assertThat(service.audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void startsAFileForAnotherTypeAndContinuesAfterARestart() throws Exception {
        String[] settings = { PARQUET, "sensor.roll.age=1s", "sensor.parquet.row-group=64KB",
                "sensor.parquet.offsets=true" };
        ConsumerService service = start(settings);
        this.topic.sendNumbers(0, 0, 3000);
        this.topic.send(0, "{\"n\":0.125,\"s\":\"b\"}", "{\"n\":\"text\",\"s\":\"c\"}");
        this.topic.sendNumbers(0, 3000, 3010);
        awaitLagZero();
        service.close();
        ConsumerService again = start(settings);
        this.topic.sendNumbers(0, 3010, 3020);
        awaitLagZero();
        awaitRows(again, 3022);

        assertThat(query("select count(*), count(distinct _offset), min(_offset) from"))
            .isEqualTo(List.of("3022", "3022", "0"));
        assertThat(query("select max(n) from", "where s in ('b')").get(0)).startsWith("0.125");
        assertThat(query("select count(*) from", "where n = 'text'")).isEqualTo(List.of("1"));
        assertThat(again.audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    @Test
    void findsADamagedFile() throws Exception {
        ConsumerService service = start(PARQUET, "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        awaitRows(service, 50);
        assertThat(service.audit().path("verdict").asString()).isEqualTo("CLEAN");
        Path damaged = directory().resolve(files(0).get(0));
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(damaged, bytes);

        assertThat(service.audit().path("verdict").asString()).isEqualTo("NOT_CLEAN");
    }

    @Test
    void servesTheStoredBytesTheLastRowsAndTheSeries() throws Exception {
        ConsumerService service = start(PARQUET, "sensor.roll.age=1s", "sensor.roll.rows=1000");
        this.topic.sendNumbers(0, 0, 30);
        awaitLagZero();
        awaitRows(service, 30);
        String file = files(0).get(files(0).size() - 1);
        String uri = "/api/files/" + name() + "/" + name() + "/0/" + file;

        ResponseEntity<byte[]> download = service.http().get().uri(uri).retrieve().toEntity(byte[].class);
        assertThat(download.getHeaders().getContentType())
            .isEqualTo(new MediaType("application", "vnd.apache.parquet"));
        assertThat(download.getBody()).isEqualTo(Files.readAllBytes(directory().resolve(file)));
        assertThat(service.http().get().uri(uri + "?tail=1").retrieve().body(String.class))
            .isEqualTo("{\"n\":29,\"s\":\"a\"}\n");
        JsonNode series = service.http().get().uri(uri + "/series?columns=n").retrieve().body(JsonNode.class);
        int rows = series.path("rows").asInt();
        assertThat(rows).isPositive();
        assertThat(series.path("values").path(0).path(rows - 1).asDouble()).isEqualTo(29);
    }

    @Test
    void replaysAFileAsAWhole() throws Exception {
        ConsumerService service = start(PARQUET, "sensor.roll.rows=50", "sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        awaitRows(service, 100);
        service.post("/api/listeners/" + name() + "/stop", "");

        JsonNode replay = service.post("/api/listeners/" + name() + "/replay",
                "{\"topic\":\"%s\",\"from\":{\"offset\":5}}".formatted(name()));

        assertThat(replay.path("partitions").path(0).path("from").asLong()).isZero();
        service.post("/api/listeners/" + name() + "/start", "");
        awaitLagZero();
        awaitRows(service, 100);
        assertThat(query("select count(*), sum(n)::int from")).isEqualTo(List.of("100", "4950"));
        assertThat(service.audit().path("verdict").asString()).isEqualTo("CLEAN");
    }

    private List<String> query(String select) throws SQLException {
        return query(select, "");
    }

    private List<String> query(String select, String where) throws SQLException {
        return DuckDb.query("%s read_parquet('%s/*.parquet', union_by_name = true) %s", select, directory(), where)
            .get(0);
    }

    private Path directory() {
        return OutputRows.directory(this.output, name(), name(), 0);
    }

    private void awaitRows(ConsumerService service, long rows) {
        await().atMost(SOON)
            .until(() -> service.bean(Ledger.class)
                .files(name(), name(), 0)
                .stream()
                .mapToLong(LedgerEntry::rows)
                .sum() == rows);
    }

}
