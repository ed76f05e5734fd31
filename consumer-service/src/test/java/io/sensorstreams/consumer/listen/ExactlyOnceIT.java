package io.sensorstreams.consumer.listen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ExactlyOnceIT extends ServiceFixture {

    @Test
    void writesEachRowOnceAndInOrderAcrossRestarts() throws Exception {
        for (int round = 0; round < 3; round++) {
            this.topic.sendNumbers(0, 100 * round, 100 * round + 50);
            ConsumerService service = start();
            this.topic.sendNumbers(0, 100 * round + 50, 100 * round + 100);
            awaitLagZero();
            service.close();
        }

        assertThat(rows(0)).isEqualTo(numbers(0, 300));
        assertThat(files(0)).hasSize(1);
        assertThat(rows(1)).isEmpty();
    }

    @Test
    void commitsWhatItHasReadAtAStop() throws Exception {
        ConsumerService service = start("sensor.flush.interval=1h");
        this.topic.sendNumbers(1, 0, 40);
        Path file = OutputRows.directory(this.output, name(), name(), 1);
        await().atMost(SOON).until(() -> Files.isDirectory(file) && !files(1).isEmpty());
        service.close();

        start();
        awaitLagZero();
        assertThat(rows(1)).isEqualTo(numbers(0, 40));
    }

    @Test
    void commitsTheLastRowsWithoutNewRows() throws Exception {
        ConsumerService service = start("sensor.flush.interval=1s");
        awaitLagZero();
        this.topic.send(0, "{\"n\":1,\"s\":\"a\"}");
        await().atMost(SOON).until(() -> this.topic.lag(name()) == 0);

        Ledger ledger = service.bean(Ledger.class);
        await().atMost(SOON).until(() -> ledger.files(name(), name(), 0).size() == 1);
        LedgerEntry entry = ledger.files(name(), name(), 0).get(0);
        assertThat(entry.rows()).isEqualTo(1);
        assertThat(entry.bytes())
            .isEqualTo(Files.size(OutputRows.directory(this.output, name(), name(), 0).resolve(entry.file())));
    }

    @Test
    void commitsTheEndOfABurstBeforeTheIntervalEnds() throws Exception {
        start("sensor.flush.interval=1h");
        awaitLagZero();
        String[] wide = new String[300];
        Arrays.fill(wide, "{\"n\":1,\"s\":\"" + "a".repeat(1000) + "\"}");
        this.topic.send(0, wide);

        awaitLagZero();
        assertThat(rows(0)).hasSize(300);
    }

    @Test
    void writesNothingOfARecreatedTopic() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 100);
        awaitLagZero();
        this.topic.recreate();
        this.topic.sendNumbers(0, 0, 20);

        PartitionOverview overview = service.bean(PartitionOverview.class);
        await().atMost(SOON)
            .untilAsserted(
                    () -> assertThat(overview.all().get(0).reason()).contains("it is another topic of the same name"));
        assertThat(rows(0)).isEqualTo(numbers(0, 100));
    }

    @Test
    void writesNothingOfALongerRecreatedTopic() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        this.topic.recreate();
        this.topic.sendNumbers(0, 1000, 1300);

        PartitionOverview overview = service.bean(PartitionOverview.class);
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(overview.all().get(0).reason())
                .contains("it is another topic of the same name", "stop the group and replay it from the beginning"));
        assertThat(rows(0)).isEqualTo(numbers(0, 50));
    }

    @Test
    void skipsMarkersAndAbortedTransactions() throws Exception {
        start();
        this.topic.sendAborted(0, "{\"n\":-1,\"s\":\"a\"}", "{\"n\":-2,\"s\":\"a\"}");
        this.topic.sendNumbers(0, 0, 25);
        this.topic.sendAborted(0, "{\"n\":-3,\"s\":\"a\"}");
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 25));
    }

    @Test
    void commitsNothingWithoutNewRows() throws Exception {
        ConsumerService service = start("sensor.flush.interval=100ms");
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero();
        long commits = commits(service);

        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> commits(service) == commits);
    }

    private long commits(ConsumerService service) {
        return service.bean(MeterRegistry.class).get("sensor.commit").tag("group", name()).timer().count();
    }

    @Test
    void rollsByRowsAndByColumns() throws Exception {
        start("sensor.roll.rows=10", "sensor.roll.open-files=1");
        this.topic.sendNumbers(0, 0, 25);
        this.topic.send(0, "{\"n\":25}", "{\"n\":26}");
        this.topic.sendNumbers(0, 27, 30);
        awaitLagZero();

        assertThat(rows(0)).startsWith(numbers(0, 25).toArray(String[]::new))
            .hasSize(30)
            .endsWith("26", "27,a", "28,a", "29,a");
        assertThat(files(0)).hasSize(5);
    }

    @Test
    void writesAlternatingSetsOfColumnsToTwoFiles() throws Exception {
        ConsumerService service = start();
        sendTurns(0, 300);
        awaitLagZero();
        service.close();
        sendTurns(300, 600);
        start();
        awaitLagZero();

        assertThat(files(0)).hasSize(2);
        assertThat(rows(0)).isEqualTo(
                Stream
                    .concat(IntStream.range(0, 300).mapToObj((n) -> Integer.toString(2 * n)),
                            IntStream.range(0, 300).mapToObj((n) -> (2 * n + 1) + ",b"))
                    .toList());
    }

    private void sendTurns(int from, int to) {
        for (int i = from; i < to; i += 50) {
            this.topic.send(0,
                    IntStream.range(i, i + 50)
                        .mapToObj((n) -> (n % 2 == 0) ? "{\"n\":" + n + "}" : "{\"n\":" + n + ",\"s\":\"b\"}")
                        .toArray(String[]::new));
        }
    }

    @Test
    void writesRowsOfFiftyThousandColumnsInAnyOrder() throws Exception {
        start();
        List<String> members = new ArrayList<>(
                IntStream.range(0, 50_000).mapToObj((n) -> "\"column%d\":%d".formatted(n, n)).toList());
        this.topic.send(0, "{" + String.join(",", members) + "}");
        Collections.reverse(members);
        this.topic.send(0, "{" + String.join(",", members) + "}");
        awaitLagZero();

        assertThat(files(0)).hasSize(1);
        assertThat(rows(0)).hasSize(2).allSatisfy((row) -> assertThat(row).startsWith("0,1,2,").endsWith(",49999"));
    }

    @Test
    void sealsAnOldFileWithoutNewRows() throws Exception {
        ConsumerService service = start("sensor.roll.age=1s");
        this.topic.sendNumbers(0, 0, 5);
        Ledger ledger = service.bean(Ledger.class);
        await().atMost(SOON).until(() -> ledger.files(name(), name(), 0).stream().anyMatch(LedgerEntry::sealed));

        this.topic.sendNumbers(0, 5, 10);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 10));
        assertThat(files(0)).hasSize(2);
    }

    @Test
    void truncatesATornTailAndDeletesAnUncommittedFile() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 30);
        awaitLagZero();
        service.close();
        Path directory = OutputRows.directory(this.output, name(), name(), 0);
        Path file = directory.resolve(files(0).get(0));
        Files.writeString(file, "30,a\n31", StandardOpenOption.APPEND);
        Files.writeString(directory.resolve(name() + "-0-00000000000000009999.csv"), "n,s\n");
        Files.writeString(directory.resolve("notes.txt"), "mine");

        start();
        this.topic.sendNumbers(0, 30, 40);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 40));
        assertThat(files(0)).hasSize(1);
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void keepsAFileWithChangedBytesAndReportsTheRemedy() throws Exception {
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 10);
        this.topic.sendNumbers(1, 0, 10);
        awaitLagZero();
        service.close();
        Path file = OutputRows.directory(this.output, name(), name(), 0).resolve(files(0).get(0));
        String changed = Files.readString(file).replace("7,a", "8,a") + "torn";
        Files.writeString(file, changed);

        ConsumerService again = start();
        this.topic.sendNumbers(0, 10, 20);
        this.topic.sendNumbers(1, 10, 20);
        await().atMost(SOON).until(() -> rows(1).equals(numbers(0, 20)));
        PartitionOverview overview = again.bean(PartitionOverview.class);
        await().atMost(SOON).until(() -> overview.all().get(0).state() == PartitionState.PAUSED);
        assertThat(overview.all().get(0).reason()).contains(file.getFileName().toString(), "CRC-32C",
                "replay topic " + name() + " from offset 0");
        assertThat(file).hasContent(changed);

        Files.writeString(file, changed.replace("8,a\n8,a", "7,a\n8,a"));
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 20));
    }

}
