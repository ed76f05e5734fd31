package io.sensorstreams.consumer.status;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.consumer.sink.PartitionKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipTest {

    private static final PartitionKey AIR = new PartitionKey("AIR", "AIR", 0);

    private final AtomicLong answers = new AtomicLong();

    private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE);

    private final Membership membership = new Membership(this.answers::get, Duration.ofSeconds(6), this.nanos::get);

    private final PartitionStatuses statuses = new PartitionStatuses(Clock.systemUTC());

    @Test
    void isUnknownAfterASessionWithoutAnAnswer() {
        for (int second = 0; second < 20; second++) {
            answer(1);
            assertThat(this.membership.isUnknown()).isFalse();
        }
        // The last answer may have come just after the sample before it.
        silence(5);
        assertThat(this.membership.isUnknown()).isFalse();
        silence(1);
        assertThat(this.membership.isUnknown()).isTrue();
    }

    /** A process that was frozen finds a response from before the silence. */
    @Test
    void isUnknownAfterOneAnswer() {
        answer(10);
        poll(3);
        assertThat(this.membership.isUnknown()).isTrue();
    }

    /**
     * The second response may be the answer that the group continued without this
     * consumer.
     */
    @Test
    void isKnownWhenTheConsumerHasHandledTheSecondAnswer() {
        answer(10);
        answer(1);
        answer(1);
        poll(1);
        answer(1);
        assertThat(this.membership.isUnknown()).isTrue();

        poll(1);

        assertThat(this.membership.isUnknown()).isFalse();
    }

    @Test
    void isUnknownAfterAnotherSilenceBeforeTheSecondAnswerWasHandled() {
        answer(10);
        answer(1);
        answer(10);
        answer(1);
        poll(2);
        assertThat(this.membership.isUnknown()).isTrue();

        answer(1);
        poll(2);

        assertThat(this.membership.isUnknown()).isFalse();
    }

    @Test
    void isUnknownThoughRecordsArePolled() {
        silence(7);
        this.membership.polled();
        this.membership.polled();
        this.membership.polled();
        this.membership.sample();
        assertThat(this.membership.isUnknown()).isTrue();
    }

    @Test
    void thePartitionIsShownAsUnknownWithItsReasons() {
        this.statuses.put(AIR, PartitionSnapshot.NEW.withState(PartitionState.PAUSED, "No space left on device"));
        this.statuses.showMembership(AIR, this.membership);
        assertThat(this.statuses.count("AIR", "AIR", PartitionState.PAUSED)).isEqualTo(1);
        silence(7);

        assertThat(this.statuses.count("AIR", "AIR", PartitionState.PAUSED)).isZero();
        assertThat(this.statuses.count("AIR", "AIR", PartitionState.UNKNOWN)).isEqualTo(1);
        assertThat(this.statuses.all().get(AIR).reason()).isEqualTo(
                "The group has not answered a heartbeat within the session of 6000 ms: another replica may own this partition"
                        + "; before that: No space left on device");
        assertThat(this.statuses.get(AIR).orElseThrow().lag()).isNull();
    }

    private void poll(int times) {
        for (int poll = 0; poll < times; poll++) {
            this.membership.polled();
        }
        this.membership.sample();
    }

    private void silence(int seconds) {
        this.nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        this.membership.sample();
    }

    private void answer(int secondsLater) {
        this.nanos.addAndGet(Duration.ofSeconds(secondsLater).toNanos());
        this.answers.incrementAndGet();
        this.membership.sample();
    }

}
