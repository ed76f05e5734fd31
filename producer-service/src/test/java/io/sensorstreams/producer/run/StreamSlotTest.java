package io.sensorstreams.producer.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.objects.StoreException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.row.ReadFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The test is the runner: it runs the commands of the mailbox. */
class StreamSlotTest {

    private static final KafkaException NO_CLIENT = new KafkaException("Failed to create new KafkaAdminClient",
            new ConfigException("thrown by a test"));

    @TempDir
    Path data;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private final Queue<StreamSlot> turns = new ArrayDeque<>();

    private TestPartition kafka;

    private StreamDefinition definition;

    private StreamSlot slot;

    @BeforeEach
    void start() throws Exception {
        this.kafka = new TestPartition(this.data, Duration.ofMillis(1));
        this.kafka.publisher.open();
        this.definition = StreamDefinition
            .create(spec("air", csv(this.data, "air.csv", 10), new Pace.Interval(Duration.ofHours(1))), Instant.EPOCH);
        SlotOpener opener = new SlotOpener(this.kafka.context, this.kafka.publisher, this.mailbox::add);
        this.slot = new StreamSlot(new SensorStream(this.definition, Optional.empty()),
                new SlotOpener.Slots(opener, this.turns, new LinkedHashSet<>()));
    }

    @AfterEach
    void stop() {
        this.kafka.close();
    }

    @Test
    void hasNoTurnAfterAFailure() throws InterruptedException {
        open();
        assertThat(this.turns).containsExactly(this.slot);

        this.slot.fail(new IOException("thrown by a test"));

        assertThat(this.turns).isEmpty();
        assertThat(this.kafka.opener.openSources()).isZero();
        assertThat(this.slot.stream().state()).isEqualTo(StreamState.FAILED);
    }

    @Test
    void opensItsSourceAgainAfterAFailureOfTheObjectStore() throws InterruptedException {
        open();

        this.slot.fail(new ReadFailedException("air.csv cannot be read",
                new StoreException(StoreException.Kind.AWAY, "the store cannot be reached")));

        assertThat(this.turns).isEmpty();
        assertThat(this.kafka.opener.openSources()).isZero();
        assertThat(this.slot.stream().state()).isEqualTo(StreamState.RUNNING);
        assertThat(this.slot.stream().lastError()).isEqualTo("Waits for the object store: the store cannot be reached");
        nextCommand().run();
        nextCommand().run();
        assertThat(this.turns).containsExactly(this.slot);
        assertThat(this.slot.stream().lastError()).isNull();
    }

    @Test
    void refusesATurnWithoutAnOpenSource() {
        assertThatIllegalStateException().isThrownBy(() -> this.slot.send(0))
            .withMessage("Stream 'air' has a turn in state Closed[], expected Open");
    }

    @Test
    void hasOneTurnWhenItRunsTwice() throws InterruptedException {
        open();

        this.slot.run();

        assertThat(this.turns).containsExactly(this.slot);
    }

    @Test
    void reopensThePausedSourceThatKafkasFailureClosed() throws InterruptedException {
        open();
        StreamDefinition paused = this.definition.paused();
        this.slot.define(paused);
        assertThat(this.turns).isEmpty();
        assertThat(this.kafka.opener.openSources()).isEqualTo(1);

        this.slot.suspend("Kafka is away");

        assertThat(this.kafka.opener.openSources()).isZero();
        this.slot.begin(Optional.empty());
        assertThat(this.mailbox.poll(100, TimeUnit.MILLISECONDS)).isNull();
        this.slot.define(paused.started(Instant.EPOCH));
        open();
        assertThat(this.turns).containsExactly(this.slot);
        assertThat(this.kafka.opener.openSources()).isEqualTo(1);
    }

    @Test
    void forgetsWhenARowWasDueAfterAChangeOfTheDefinition() throws InterruptedException {
        open();
        this.turns.remove().send(System.nanoTime());
        suspend();

        long changed = System.nanoTime();
        this.slot
            .define(this.definition.withSpec(this.definition.spec().withPace(new Pace.Interval(Duration.ofHours(2)))));
        this.slot.begin(Optional.empty());
        nextCommand().run();

        assertThat(this.turns).containsExactly(this.slot);
        assertThat(this.slot.turn() - changed).isNotNegative();
    }

    @Test
    void closesASourceThatOpensAfterAFailureOfKafka() throws InterruptedException {
        this.slot.run();
        Runnable opened = nextCommand();
        assertThat(this.kafka.opener.openSources()).isEqualTo(1);
        suspend();

        opened.run();

        assertThat(this.kafka.opener.openSources()).isZero();
        assertThat(this.turns).isEmpty();
        this.slot.begin(Optional.empty());
        nextCommand().run();
        assertThat(this.turns).containsExactly(this.slot);
        assertThat(this.kafka.opener.openSources()).isEqualTo(1);
    }

    @Test
    void opensOnceWhenKafkaFailsWhileItWaits() throws InterruptedException {
        this.kafka.unprepared = NO_CLIENT;
        open();
        Runnable again = nextCommand();
        suspend();
        assertThat(this.slot.stream().lastError()).isEqualTo("Kafka is away");
        this.kafka.unprepared = null;
        this.slot.begin(Optional.empty());
        Runnable opened = nextCommand();

        again.run();
        opened.run();

        assertThat(this.turns).containsExactly(this.slot);
        assertThat(this.mailbox.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(this.kafka.opener.openSources()).isEqualTo(1);
        assertThat(this.slot.stream().lastError()).isNull();
    }

    private void open() throws InterruptedException {
        this.slot.run();
        nextCommand().run();
    }

    /** Kafka fails: the runner has cleared the turns before. */
    private void suspend() {
        this.turns.clear();
        this.slot.suspend("Kafka is away");
    }

    private Runnable nextCommand() throws InterruptedException {
        Runnable command = this.mailbox.poll(30, TimeUnit.SECONDS);
        assertThat(command).isNotNull();
        return command;
    }

}
