package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.parquet.output.TestParquet;
import io.sensorstreams.consumer.setting.SensorProperties;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.StartingPoints;
import io.sensorstreams.consumer.standing.TopicIds;
import io.sensorstreams.consumer.status.Membership;
import io.sensorstreams.consumer.status.PartitionState;
import io.sensorstreams.consumer.status.PartitionStatuses;
import io.sensorstreams.consumer.status.SinkMetrics;
import io.sensorstreams.consumer.store.SimulatedStores;
import io.sensorstreams.consumer.watch.PartitionTaps;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** A loop with real files and a mocked client. */
class ConsumerLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition("AIR", 0);

    @TempDir
    Path output;

    private final Consumer<byte[], byte[]> consumer = mock();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private SinkContext context;

    private ConsumerLoop loop;

    @BeforeEach
    void writeRows() throws Exception {
        given(this.consumer.committed(any(), any(Duration.class))).willReturn(new HashMap<>());
        given(this.consumer.beginningOffsets(any(), any())).willReturn(Map.of(PARTITION, 0L));
        given(this.consumer.endOffsets(any(), any())).willReturn(Map.of(PARTITION, 10L));
        given(this.consumer.assignment()).willReturn(Set.of(PARTITION));
        this.context = context();
        this.loop = new ConsumerLoop("AIR", this.consumer, this.context,
                new GroupState.InKafka(this.consumer, this.context, mock(CommitTransaction.class)),
                mock(Membership.class), () -> {
                });
        this.loop.assigned(Set.of(PARTITION));
        receive(0);
        receive(1);
        this.log.start();
        logger().addAppender(this.log);
    }

    @AfterEach
    void stopLogging() {
        logger().detachAppender(this.log);
    }

    @Test
    void reportsReplacedFilesOfAPartitionThatIsLost() throws IOException {
        Path replaced = replaceFile();

        this.loop.lost(Set.of(PARTITION));

        assertThat(this.log.list).extracting(ILoggingEvent::getLevel, ILoggingEvent::getMessage)
            .contains(tuple(Level.ERROR, "Files were removed or replaced"))
            .doesNotContain(tuple(Level.ERROR, "Partition is paused and will be tried again"));
        assertThat(reason("Files were removed or replaced"))
            .startsWith("File " + replaced + " was replaced while it was written");
        assertThat(replaced).hasContent("n\n0\n1\n");
    }

    @Test
    void reportsReplacedFilesOfAPartitionThatFails() throws IOException {
        Path replaced = replaceFile();

        receive(0);

        assertThat(this.log.list).extracting(ILoggingEvent::getLevel, ILoggingEvent::getMessage)
            .contains(tuple(Level.ERROR, "Partition is paused and will be tried again"),
                    tuple(Level.ERROR, "Files were removed or replaced"));
        assertThat(reason("Partition is paused and will be tried again")).contains("returned offset 0 again");
        assertThat(replaced).hasContent("n\n0\n1\n");
    }

    @Test
    void recoversWhenAStopWakesTheConsumerUp() {
        this.loop.revoked(Set.of(PARTITION));
        given(this.consumer.committed(any(), any(Duration.class))).willThrow(new WakeupException())
            .willReturn(new HashMap<>());

        this.loop.assigned(Set.of(PARTITION));

        assertThat(this.context.statuses().get(new PartitionKey("AIR", "AIR", 0)))
            .hasValueSatisfying((shown) -> assertThat(shown.state()).isEqualTo(PartitionState.RUNNING));
    }

    private String reason(String message) {
        return this.log.list.stream()
            .filter((event) -> event.getMessage().equals(message))
            .flatMap((event) -> event.getKeyValuePairs().stream())
            .filter((pair) -> pair.key.equals("reason"))
            .map((pair) -> String.valueOf(pair.value))
            .findFirst()
            .orElseThrow();
    }

    private void receive(long offset) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("AIR", 0, offset, null,
                ("{\"n\":" + offset + "}").getBytes(StandardCharsets.UTF_8));
        given(this.consumer.position(eq(PARTITION), any())).willReturn(offset + 1);
        this.loop.received(new ConsumerRecords<>(Map.of(PARTITION, List.of(record)), Map.of()));
    }

    /** The second row is not committed, because the clock does not advance. */
    private Path replaceFile() throws IOException {
        Path file = sink().partitionDirectory(0).resolve("AIR-0-00000000000000000000.csv");
        Path copy = Files.writeString(file.resolveSibling("copy"), "n\n0\n1\n");
        return Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private SinkContext context() throws Exception {
        SimulatedClock clock = new SimulatedClock();
        PartitionStatuses statuses = new PartitionStatuses(clock);
        SensorProperties properties = new Binder(
                new MapConfigurationPropertySource(Map.of("sensor.output-dir", this.output)))
            .bind("sensor", SensorProperties.class)
            .get();
        Ledger ledger = mock();
        given(ledger.cluster()).willReturn("cluster");
        given(ledger.disputed(any(), any(), eq(0))).willReturn(DisputedFiles.NONE);
        TopicDescription topic = new TopicDescription("AIR", false, List.of(), Set.of(), Uuid.ONE_UUID);
        TopicIds ids = new TopicIds(() -> Map.of("AIR", KafkaFuture.completedFuture(topic)), Runnable::run);
        return new SinkContext(properties, new Sinks(List.of(sink())), ledger, ids,
                new StartingPoints(ledger, ids, mock()), null, statuses,
                new SinkMetrics(new SimpleMeterRegistry(), statuses), new PartitionTaps(), clock, TestParquet.OUTPUT,
                SimulatedStores.none());
    }

    private Sink sink() {
        return new Sink("AIR", "AIR", this.output.resolve("AIR"), FileFormat.CSV);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PartitionStatus.class);
    }

}
