package io.sensorstreams.consumer.listen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.consumer.status.PartitionOverview;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TroubleIT extends ServiceFixture {

    @Test
    void pausesAPartitionUntilItCanBeWritten() throws Exception {
        Path directory = OutputRows.directory(this.output, name(), name(), 0);
        Files.createDirectories(directory.getParent());
        Files.writeString(directory, "in the way");
        ConsumerService service = start();
        this.topic.sendNumbers(0, 0, 10);
        this.topic.sendNumbers(1, 0, 10);
        await().atMost(SOON).until(() -> rows(1).equals(numbers(0, 10)));

        PartitionView failed = service.bean(PartitionOverview.class).all().get(0);
        assertThat(failed.state()).isEqualTo(PartitionState.PAUSED);
        assertThat(failed.reason()).contains(directory.toString());
        assertThat(failed.lag()).isEqualTo(11);
        String health = service.http()
            .get()
            .uri("/actuator/health")
            .exchange((request, response) -> new String(response.getBody().readAllBytes()));
        assertThat(health).contains(name() + "/" + name() + "-0", "\"DOWN\"");
        assertThat(service.http().get().uri("/actuator/health/readiness").retrieve().body(String.class)).contains("UP");

        Files.delete(directory);
        awaitLagZero();
        assertThat(rows(0)).isEqualTo(numbers(0, 10));
    }

    @Test
    void sharesTheRowsAmongInstancesThatStartAndStop() throws Exception {
        Path otherDisk = this.output.resolve("other-disk");
        ConsumerService first = start();
        this.topic.sendNumbers(0, 0, 100);
        this.topic.sendNumbers(1, 0, 100);
        start("sensor.instance=consumer-1", "sensor.output-dir=" + otherDisk);
        awaitMembers(4);
        this.topic.sendNumbers(0, 100, 200);
        this.topic.sendNumbers(1, 100, 200);
        first.close();
        this.topic.sendNumbers(0, 200, 300);
        this.topic.sendNumbers(1, 200, 300);
        awaitLagZero();

        for (int partition = 0; partition < 2; partition++) {
            assertThat(bothDisks(otherDisk, partition)).containsExactlyInAnyOrderElementsOf(numbers(0, 300));
        }
    }

    private List<String> bothDisks(Path otherDisk, int partition) throws Exception {
        List<String> rows = new ArrayList<>(rows(partition));
        rows.addAll(OutputRows.rows(otherDisk, name(), name(), partition));
        return rows;
    }

    @Test
    void takesOverTheFilesOnASharedDisk() throws Exception {
        ConsumerService first = start();
        this.topic.sendNumbers(0, 0, 50);
        awaitLagZero();
        start("sensor.instance=consumer-1");
        awaitMembers(4);
        first.close();
        this.topic.sendNumbers(0, 50, 100);
        this.topic.sendNumbers(1, 0, 50);
        awaitLagZero();

        assertThat(rows(0)).isEqualTo(numbers(0, 100));
        assertThat(files(0)).hasSize(1);
        assertThat(rows(1)).isEqualTo(numbers(0, 50));
    }

    private void awaitMembers(int count) {
        await().atMost(SOON)
            .until(() -> this.topic.admin()
                .describeConsumerGroups(List.of(name()))
                .describedGroups()
                .get(name())
                .get()
                .members()
                .size() == count);
    }

}
