package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SinksIT extends ServiceFixture {

    @Test
    void writesAFullCopyForASecondGroupInAnotherFormat() throws Exception {
        TestTopic other = new TestTopic(1);
        String backup = "backup-" + name();
        start("sensor.sinks[0].group=" + backup, "sensor.sinks[0].topics=" + name() + "," + other.name(),
                "sensor.sinks[0].format=jsonl");
        this.topic.sendNumbers(0, 0, 20);
        this.topic.sendNumbers(1, 0, 10);
        other.sendNumbers(0, 0, 10);
        awaitLagZero();
        awaitLagZero(backup);
        await().atMost(SOON).until(() -> other.lag(backup) == 0);
        other.close();

        assertThat(rows(0)).isEqualTo(numbers(0, 20));
        assertThat(OutputRows.rows(this.output, backup, name(), 0)).isEqualTo(json(20));
        assertThat(OutputRows.rows(this.output, backup, name(), 1)).isEqualTo(json(10));
        assertThat(OutputRows.rows(this.output, backup, other.name(), 0)).isEqualTo(json(10));
        assertThat(OutputRows.files(this.output, backup, name(), 0)).allMatch((file) -> file.endsWith(".jsonl"));
    }

    @Test
    void writesASinkToASeparateDirectory() throws Exception {
        Path elsewhere = this.output.resolve("elsewhere");
        String group = "own-" + name();
        start("sensor.sinks[0].group=" + group, "sensor.sinks[0].topics=" + name(),
                "sensor.sinks[0].directory=" + elsewhere);
        this.topic.sendNumbers(0, 0, 10);
        awaitLagZero(group);

        assertThat(OutputRows.rows(this.output, "elsewhere", name(), 0)).isEqualTo(numbers(0, 10));
    }

    @Test
    void readsOnlyTheAssignedPartitionsAndContinuesAfterARestart() throws Exception {
        for (int round = 0; round < 2; round++) {
            this.topic.sendNumbers(0, 10 * round, 10 * round + 10);
            this.topic.sendNumbers(1, 10 * round, 10 * round + 10);
            ConsumerService service = start("sensor.assign=" + name() + ":1");
            int sent = 10 * round + 10;
            await().atMost(SOON).until(() -> rows(1).size() == sent);
            await().atMost(SOON)
                .untilAsserted(() -> assertThat(service.bean(PartitionOverview.class).all()).singleElement()
                    .matches((partition) -> partition.partition() == 1 && Long.valueOf(0).equals(partition.lag())
                            && partition.rows() == sent));
            service.close();
        }

        assertThat(rows(1)).isEqualTo(numbers(0, 20));
        assertThat(rows(0)).isEmpty();
    }

    @Test
    void takesAPartitionOverFromAnInstanceWithTheSameAssignment() throws Exception {
        String byHand = "sensor.assign=" + name() + ":0";
        ConsumerService first = start(byHand);
        this.topic.sendNumbers(0, 0, 10);
        await().atMost(SOON).until(() -> rows(0).size() == 10);
        Path otherDisk = this.output.resolve("other-disk");
        ConsumerService second = start(byHand, "sensor.instance=consumer-1", "sensor.output-dir=" + otherDisk);
        await().atMost(SOON)
            .untilAsserted(() -> assertThat(second.bean(PartitionOverview.class).all()).extracting(PartitionView::state)
                .containsExactly(PartitionState.RUNNING));
        first.close();
        this.topic.sendNumbers(0, 10, 20);
        await().atMost(SOON).until(() -> second.bean(PartitionOverview.class).all().get(0).rows() == 20);

        assertThat(rows(0)).isEqualTo(numbers(0, 10));
        assertThat(OutputRows.rows(otherDisk, name(), name(), 0)).isEqualTo(numbers(10, 20));
    }

    private static List<String> json(int count) {
        return IntStream.range(0, count).mapToObj((n) -> "{\"n\":" + n + ",\"s\":\"a\"}").toList();
    }

}
