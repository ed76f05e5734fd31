package io.sensorstreams.producer.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.StreamStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.sensorstreams.producer.stream.TestStreams.UNLIMITED;
import static io.sensorstreams.producer.stream.TestStreams.csv;
import static io.sensorstreams.producer.stream.TestStreams.spec;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream with a clock. Its file has rows of ten seconds. The test is the runner: it
 * runs the commands of the mailbox.
 */
class ClockedSlotTest {

    private static final String FROM = "2023-08-31T00:00:00";

    private static final Duration LEAD = Duration.ofMillis(1);

    @TempDir
    Path data;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();

    private final Queue<StreamSlot> turns = new ArrayDeque<>();

    private final Set<StreamSlot> uncommitted = new LinkedHashSet<>();

    private final Instant begin = Instant.now().minusSeconds(60);

    private final ClockDefinition clock = ClockDefinition.create("august", settings("2023-08-31T00:00:03"), this.begin);

    private TestPartition kafka;

    private StreamDefinition definition;

    private StreamSlot slot;

    @BeforeEach
    void start() throws Exception {
        this.kafka = new TestPartition(this.data, Duration.ofMillis(1));
        this.kafka.publisher.open();
        this.kafka.store(this.clock);
        this.definition = StreamDefinition
            .create(spec("air", csv(this.data, "air.csv", 10), new Pace.EventTime(null, null, "august")), Instant.EPOCH)
            .at(1);
        SlotOpener opener = new SlotOpener(this.kafka.context, this.kafka.publisher, this.mailbox::add);
        this.slot = new StreamSlot(new SensorStream(this.definition, Optional.empty()),
                new SlotOpener.Slots(opener, this.turns, this.uncommitted));
    }

    @AfterEach
    void stop() {
        this.kafka.close();
    }

    @Test
    void tellsNoNextRowAfterASeekBackUntilItKnowsIt() throws InterruptedException {
        Instant five = Instant.now().minusSeconds(5);
        ClockDefinition running = ClockDefinition.create("august", settings(null), this.begin).started(five, five);
        this.kafka.store(running);
        open();
        this.turns.remove().send(System.nanoTime());
        acknowledge();
        assertThat(nextTime()).isGreaterThanOrEqualTo(running.spec().first() + 5_000);

        Instant now = Instant.now();
        this.kafka.store(running.sought(now, running.spec().first(), now));
        this.slot.followClock();

        assertThat(this.uncommitted).containsExactly(this.slot);
        StreamStatus stored = this.slot.status(now);
        assertThat(stored.position().clock()).isNotNull();
        assertThat(stored.position().clock().seek()).isEqualTo(1);
        assertThat(nextTime()).isNull();
        nextCommand().run();
        assertThat(nextTime()).isEqualTo(running.spec().first());
    }

    @Test
    void tellsNoNextRowWhileItsSourceIsOpened() throws InterruptedException {
        open();
        this.slot.define(this.definition.stopped());
        this.slot.define(this.definition.started(Instant.EPOCH));

        this.slot.run();

        assertThat(nextTime()).isNull();
        nextCommand().run();
        assertThat(nextTime()).isEqualTo(this.clock.spec().first());
    }

    @Test
    void tellsItsNextRowAgainWhenItIsResumed() throws InterruptedException {
        open();
        acknowledge();
        this.slot.define(this.definition.paused().at(2));
        this.slot.define(this.definition.at(3));

        this.slot.run();

        assertThat(this.uncommitted).containsExactly(this.slot);
        assertThat(nextTime()).isEqualTo(this.clock.spec().first());
        assertThat(this.turns).containsExactly(this.slot);
    }

    @Test
    void sendsRowsAfterTheEndOfAClockThatItLeaves() throws InterruptedException {
        open();
        acknowledge();

        this.slot.define(this.definition.withSpec(this.definition.spec().withPace(UNLIMITED)));
        open();
        this.turns.remove().send(System.nanoTime());

        assertThat(this.slot.stream().progress().position().row()).isEqualTo(10);
        assertThat(this.kafka.opener.openSources()).isZero();
    }

    @Test
    void sendsNoRowsAfterTheEndOfAClockThatItJoins() throws InterruptedException {
        this.slot
            .define(this.definition.withSpec(this.definition.spec().withPace(new Pace.Interval(Duration.ofHours(1)))));
        open();
        Instant started = this.begin.plusSeconds(20);
        this.kafka.store(this.clock.started(started, started));

        this.slot.define(this.definition);
        open();
        this.turns.remove().send(System.nanoTime());

        assertThat(this.slot.stream().progress().position().row()).isEqualTo(3);
        assertThat(this.kafka.opener.openSources()).isZero();
    }

    @Test
    void sendsRowsUpToTheNewEndOfItsClock() throws InterruptedException {
        open();
        acknowledge();
        ClockDefinition changed = changed();
        this.kafka.store(changed);
        this.slot.followClock();
        nextCommand().run();

        sendAll(changed);

        assertThat(this.slot.stream().progress().position().row()).isEqualTo(6);
    }

    @Test
    void opensASourceAgainWhoseClockGotAnotherEndMeanwhile() throws InterruptedException {
        this.slot.run();
        Runnable opened = nextCommand();
        ClockDefinition changed = changed();
        this.kafka.store(changed);
        opened.run();
        nextCommand().run();

        sendAll(changed);

        assertThat(this.slot.stream().progress().position().row()).isEqualTo(6);
    }

    private ClockDefinition changed() {
        return this.clock.withSpec(settings("2023-08-31T00:00:06"), this.begin.plusSeconds(10), LEAD);
    }

    private void sendAll(ClockDefinition stopped) {
        acknowledge();
        Instant started = this.begin.plusSeconds(20);
        this.kafka.store(stopped.started(started, started));
        this.slot.followClock();
        this.turns.remove().send(System.nanoTime());
        assertThat(this.kafka.opener.openSources()).isZero();
    }

    private static ClockSpec settings(@Nullable String to) {
        return new ClockSpec(FROM, to, null, 1.0, null);
    }

    private void acknowledge() {
        this.uncommitted.clear();
        this.slot.acknowledge();
    }

    private @Nullable Long nextTime() {
        return this.slot.status(Instant.now()).report().eventTime();
    }

    private void open() throws InterruptedException {
        this.slot.run();
        nextCommand().run();
    }

    private Runnable nextCommand() throws InterruptedException {
        Runnable command = this.mailbox.poll(30, TimeUnit.SECONDS);
        assertThat(command).isNotNull();
        return command;
    }

}
