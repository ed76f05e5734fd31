package io.sensorstreams.consumer.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sensorstreams.consumer.listen.ConsumerService;
import io.sensorstreams.consumer.listen.OutputRows;
import io.sensorstreams.consumer.listen.ServiceFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AuditIT extends ServiceFixture {

    private ConsumerService service;

    @BeforeEach
    void start() {
        this.service = start("sensor.roll.rows=60");
    }

    @Test
    void isCleanAfterTransactionsAbortsAndDeadLetters() throws Exception {
        this.topic.sendNumbers(0, 0, 200);
        this.topic.sendAborted(0, "{\"n\":-1,\"s\":\"a\"}");
        this.topic.send(0, "not a row", "{\"other\":\"columns\"}");
        this.topic.sendNumbers(1, 200, 210);
        awaitLagZero();

        JsonNode audit = this.service.audit();

        assertThat(audit.path("verdict").stringValue()).isEqualTo("CLEAN");
        assertThat(audit.path("progress").path("rowsRead").longValue()).isEqualTo(212);
        assertThat(counts(audit, 0)).isEqualTo("inKafka=202 inFiles=201 missing=0 duplicated=0 foreign=0 "
                + "disordered=0 deadLettered=1 unreachable=0 files=5 problems=[]");
        assertThat(counts(audit, 1)).isEqualTo("inKafka=10 inFiles=10 missing=0 duplicated=0 foreign=0 "
                + "disordered=0 deadLettered=0 unreachable=0 files=1 problems=[]");
    }

    @Test
    void staysCleanWhileRowsAreWritten() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        // Not on the common pool: on two cores it has one thread, which the HTTP client
        // of Java 25 also needs.
        FutureTask<Void> sender = new FutureTask<>(() -> {
            for (int i = 0; !stop.get(); i += 100) {
                this.topic.sendNumbers(0, i, i + 100);
            }
            return null;
        });
        new Thread(sender, "sender").start();
        try {
            await().atMost(SOON).until(() -> files(0).size() > 3);
            for (int i = 0; i < 10; i++) {
                JsonNode audit = this.service.audit();
                assertThat(audit.path("verdict").stringValue()).as(audit.toString()).isEqualTo("CLEAN");
            }
        }
        finally {
            stop.set(true);
            sender.get();
        }
    }

    @Test
    void findsChangesOfTheFiles() throws Exception {
        this.topic.sendNumbers(0, 0, 130);
        this.topic.sendNumbers(1, 0, 70);
        awaitLagZero();
        Path first = file(0, 0);
        Files.writeString(first, Files.readString(first).replace("7,a\n8,a\n", "8,a\n"));
        Files.writeString(file(0, 2), "9999,a\n3,a\n", StandardOpenOption.APPEND);
        Files.delete(file(1, 0));

        JsonNode audit = this.service.audit();

        assertThat(audit.path("verdict").stringValue()).isEqualTo("NOT_CLEAN");
        assertThat(counts(audit, 0)).startsWith("inKafka=130 inFiles=131 missing=1 duplicated=1 foreign=1 "
                + "disordered=0 deadLettered=0 unreachable=0 files=3 problems=[");
        assertThat(counts(audit, 1)).startsWith("inKafka=70 inFiles=10 missing=60 duplicated=0 foreign=0 "
                + "disordered=0 deadLettered=0 unreachable=0 files=2 problems=[");
        String metric = this.service.http()
            .get()
            .uri("/actuator/metrics/sensor.audit.missing")
            .retrieve()
            .body(String.class);
        assertThat(metric).contains("\"value\":61.0");
    }

    @Test
    void findsAFileThatTheLedgerDoesNotKnow() throws Exception {
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        Path file = file(0, 0);
        Files.copy(file, file.resolveSibling(name() + "-0-00000000000000000003.csv"));

        JsonNode audit = this.service.audit();

        assertThat(counts(audit, 0)).startsWith("inKafka=100 inFiles=160 missing=0 duplicated=0 foreign=60 ");
        assertThat(audit.path("verdict").stringValue()).isEqualTo("NOT_CLEAN");
    }

    @Test
    void countsOnlyRecordsThatKafkaStillHas() throws Exception {
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        this.topic.deleteRecordsBelow(0, 77);

        JsonNode audit = this.service.audit();

        // Each transaction has ten rows and a marker: offset 77 is row 70.
        assertThat(counts(audit, 0)).startsWith("inKafka=30 inFiles=30 missing=0 ");
        assertThat(audit.path("verdict").stringValue()).isEqualTo("CLEAN");
    }

    private static String counts(JsonNode audit, int partition) {
        JsonNode report = audit.path("topics").path(partition);
        StringBuilder counts = new StringBuilder();
        for (String name : List.of("inKafka", "inFiles", "missing", "duplicated", "foreign", "disordered",
                "deadLettered", "unreachable", "files", "problems")) {
            counts.append(counts.isEmpty() ? "" : " ").append(name).append('=').append(report.path(name));
        }
        return counts.toString();
    }

    private Path file(int partition, int number) throws IOException {
        return OutputRows.directory(this.output, name(), name(), partition).resolve(files(partition).get(number));
    }

}
