package io.sensorstreams.consumer.listen;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.status.PartitionSnapshot;
import io.sensorstreams.consumer.status.PartitionState;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionStatusTest {

    private static final PartitionKey KEY = new PartitionKey("AIR", "AIR", 0);

    private final SimulatedClock clock = new SimulatedClock();

    private final SinkContext context = SimulatedContext.of("consumer-0",
            new Sink("AIR", "AIR", Path.of("unused"), FileFormat.CSV), this.clock);

    private final PartitionStatus status = new PartitionStatus(KEY, this.context);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger().setLevel(Level.DEBUG);
        this.log.start();
        logger().addAppender(this.log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(this.log);
        logger().setLevel(null);
    }

    @Test
    void logsAFailureOnceAndAgainWhenItLasts() {
        this.status.showFailure(new IOException("disk"));
        this.status.showFailure(new IOException("disk"));
        this.clock.advance(Duration.ofSeconds(60));
        this.status.showFailure(new IOException("disk"));
        this.status.showFailure(new IOException("disk"));

        assertThat(levels()).containsExactly(Level.WARN, Level.DEBUG, Level.WARN, Level.DEBUG);
    }

    @Test
    void logsAFailureAgainAfterItWasOvercome() {
        this.status.showFailure(new IOException("disk"));
        this.status.overcome();
        this.status.showFailure(new IOException("disk"));

        assertThat(levels()).containsExactly(Level.WARN, Level.WARN);
    }

    @Test
    void logsAtInfoThatAnotherReplicaHasThePartition() {
        KafkaException fenced = FencedException.orSame(new CommitFailedException("generation 3"));
        this.status.showFailure(fenced);
        this.clock.advance(Duration.ofSeconds(60));
        this.status.showFailure(fenced);

        assertThat(levels()).containsExactly(Level.INFO, Level.WARN);
    }

    @Test
    void logsAtErrorThatAPersonMustDecide() {
        this.status.showFailure(new RecoveryException("File x is missing", 3));

        assertThat(levels()).containsExactly(Level.ERROR);
    }

    @Test
    void showsWhyThePartitionIsPaused() {
        this.status.showFailure(new NoSuchFileException("x"));

        assertThat(snapshot().state()).isEqualTo(PartitionState.PAUSED);
        assertThat(snapshot().reason()).isEqualTo("java.nio.file.NoSuchFileException: x");
    }

    private PartitionSnapshot snapshot() {
        return this.context.statuses().get(KEY).orElseThrow();
    }

    private List<Level> levels() {
        return this.log.list.stream().map(ILoggingEvent::getLevel).toList();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PartitionStatus.class);
    }

}
