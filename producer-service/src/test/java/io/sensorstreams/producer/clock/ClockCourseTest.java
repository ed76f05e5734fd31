package io.sensorstreams.producer.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.sensorstreams.producer.pace.Schedule;
import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The course of a clock: which event time it shows, and when rows are due. */
class ClockCourseTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final Duration LEAD = Duration.ofMillis(250);

    private static final ClockSpec SPEC = new ClockSpec("2023-08-01T00:00", "2023-09-01T00:00", null, 60.0, null);

    private final ClockDefinition stopped = ClockDefinition.create("august", SPEC, NOW);

    private final Instant start = this.stopped.effect(NOW, LEAD);

    private final ClockDefinition running = this.stopped.started(this.start, NOW);

    @Test
    void standsAtItsBeginningUntilItIsStarted() {
        assertThat(this.stopped.eventAt(NOW.plusSeconds(3600))).isEqualTo(event("2023-08-01T00:00"));
        assertThat(due(this.stopped, "2023-08-01T00:00", NOW)).isEmpty();
    }

    @Test
    void beginsALittleAfterItsStart() {
        assertThat(this.start).isEqualTo(NOW.plus(LEAD));
        assertThat(due(this.running, "2023-08-01T00:00", NOW)).contains(this.start);
    }

    @Test
    void isFasterThanTheWallClockByItsSpeedup() {
        assertThat(due(this.running, "2023-08-01T01:00", NOW)).contains(this.start.plusSeconds(60));
        assertThat(this.running.eventAt(this.start.plusSeconds(60))).isEqualTo(event("2023-08-01T01:00"));
    }

    @Test
    void keepsTheCourseUntilAChangeTakesEffect() {
        Instant change = this.start.plusSeconds(60);

        ClockDefinition faster = this.running.spedUp(change, 600, this.start);

        assertThat(due(faster, "2023-08-01T00:59", this.start)).contains(this.start.plusSeconds(59));
        assertThat(due(faster, "2023-08-01T01:10", this.start)).contains(change.plusSeconds(1));
        assertThat(faster.spec().speedup()).isEqualTo(600);
    }

    @Test
    void holdsRowsWhileItIsPaused() {
        Instant pause = this.start.plusSeconds(60);
        ClockDefinition paused = this.running.held(pause, ClockState.PAUSED, this.start);

        assertThat(due(paused, "2023-08-01T00:59", this.start)).contains(this.start.plusSeconds(59));
        assertThat(due(paused, "2023-08-01T01:01", this.start)).isEmpty();
        // A row that is late is held, too.
        assertThat(due(paused, "2023-08-01T00:59", pause.plusSeconds(1))).isEmpty();

        Instant resume = pause.plusSeconds(3600);
        ClockDefinition resumed = paused.started(resume, pause);
        assertThat(due(resumed, "2023-08-01T00:59", pause.plusSeconds(1))).contains(resume);
        assertThat(due(resumed, "2023-08-01T01:01", pause.plusSeconds(1))).contains(resume.plusSeconds(1));
    }

    @Test
    void showsAnotherTimeAfterASeekToStreamsThatHaveFollowedIt() {
        Instant seek = this.start.plusSeconds(60);

        ClockDefinition sought = this.running.sought(seek, event("2023-08-05T12:00"), this.start);

        assertThat(due(sought, "2023-08-01T00:59", this.start)).contains(this.start.plusSeconds(59));
        assertThat(due(sought, "2023-08-01T01:01", this.start)).isEmpty();
        ClockTime time = ClockTime.onWallClock(sought);
        assertThat(instant(time.due(event("2023-08-05T12:01"), 1, ClockTime.nanos(this.start))))
            .contains(seek.plusSeconds(1));
        assertThat(sought.eventAt(seek)).isEqualTo(event("2023-08-05T12:00"));
    }

    @Test
    void passesOverAGap() {
        Instant jump = this.start.plusSeconds(60);

        ClockDefinition jumped = this.running.jumped(jump, event("2023-08-03T00:00"), this.start);

        assertThat(due(jumped, "2023-08-03T00:00", this.start)).contains(jump);
        assertThat(due(jumped, "2023-08-03T00:01", this.start)).contains(jump.plusSeconds(1));
    }

    @Test
    void stopsAtItsEnd() {
        Instant end = this.start.plusSeconds(31 * 24 * 60);

        assertThat(this.running.stateAt(end.minusSeconds(1))).isEqualTo(ClockState.RUNNING);
        assertThat(this.running.stateAt(end)).isEqualTo(ClockState.STOPPED);
        assertThat(this.running.eventAt(end.plusSeconds(7200))).isEqualTo(event("2023-09-01T00:00"));
    }

    @Test
    void staysStoppedWhenItIsSoughtAfterItsEnd() {
        Instant later = this.start.plusSeconds(31 * 24 * 60 + 10);

        ClockDefinition sought = this.running.sought(this.running.effect(later, LEAD), event("2023-08-02T00:00"),
                later);

        assertThat(sought.stateAt(later.plusSeconds(60))).isEqualTo(ClockState.STOPPED);
        assertThat(sought.eventAt(later.plusSeconds(60))).isEqualTo(event("2023-08-02T00:00"));
    }

    @Test
    void countsLocalTimesInItsZone() {
        ClockSpec berlin = new ClockSpec("2023-08-01", null, ZoneId.of("Europe/Berlin"), null, null);

        assertThat(Instant.ofEpochMilli(berlin.first())).isEqualTo(Instant.parse("2023-07-31T22:00:00Z"));
        assertThat(ClockDefinition.create("august", berlin, NOW).localTimeAt(NOW))
            .isEqualTo(LocalDateTime.parse("2023-08-01T00:00"));
        assertThat(berlin.faults()).isEmpty();
    }

    @Test
    void refusesToBeSoughtOutsideOfItsRange() {
        assertThat(SPEC.refusal("2023-08-31T23:59")).isEmpty();
        assertThat(SPEC.refusal("2023-07-31"))
            .contains("is '2023-07-31', which is before 'from' of the clock, '2023-08-01T00:00'");
        assertThat(SPEC.refusal("2023-09-01"))
            .contains("is '2023-09-01', which is not before 'to' of the clock, '2023-09-01T00:00'");
    }

    @Test
    void keepsItsTimeWithOtherSettings() {
        ClockDefinition stands = this.running.held(this.start.plusSeconds(60), ClockState.STOPPED, NOW);

        ClockDefinition changed = stands.withSpec(new ClockSpec(SPEC.from(), null, null, 2.0, null),
                NOW.plusSeconds(600), LEAD);

        assertThat(changed.eventAt(NOW.plusSeconds(700))).isEqualTo(event("2023-08-01T01:00"));
        assertThat(changed.origin()).isEqualTo(stands.origin());
    }

    @Test
    void keepsTheTargetOfASeekWithOtherSettings() {
        Instant later = this.start.plusSeconds(31 * 24 * 60 + 10);
        for (ClockDefinition clock : List.of(this.stopped, this.running)) {
            ClockDefinition sought = clock.sought(clock.effect(later, LEAD), event("2023-08-05T12:00"), later);

            ClockDefinition changed = sought.withSpec(new ClockSpec(SPEC.from(), "2023-10-01", null, 2.0, null),
                    later.plusMillis(100), LEAD);

            assertThat(changed.eventAt(later.plusSeconds(60))).isEqualTo(event("2023-08-05T12:00"));
            assertThat(changed.start()).isEqualTo(event("2023-08-05T12:00"));
            assertThat(changed.eventAt(later.plusMillis(100))).isLessThan(event("2023-09-01T00:00"));
        }
    }

    @Test
    void standsWhereItEndedWhenItGetsALaterEnd() {
        Instant later = this.start.plusSeconds(31 * 24 * 60 + 3600);

        ClockDefinition changed = this.running.withSpec(new ClockSpec(SPEC.from(), "2023-10-01", null, 60.0, null),
                later, LEAD);

        assertThat(changed.eventAt(later)).isEqualTo(event("2023-09-01T00:00"));
        assertThat(due(changed, "2023-09-01T00:00", later)).isEmpty();
    }

    @Test
    void keepsTheCourseUntilALateChangeTakesEffect() {
        Duration lead = Duration.ofSeconds(30);
        Instant pause = this.start.plusSeconds(60);
        ClockDefinition paused = this.running.held(pause.plus(lead), ClockState.PAUSED, pause);

        ClockDefinition resumed = paused.started(pause.plus(lead).plusSeconds(10), pause.plusSeconds(10));

        assertThat(due(resumed, "2023-08-01T01:15", pause.plusSeconds(10))).contains(pause.plusSeconds(15));
        assertThat(resumed.started(pause.plusSeconds(600), pause.plusSeconds(600)).lines()).hasSize(2);
    }

    @Test
    void showsNoRowAtOrAfterItsEnd() {
        assertThat(due(this.running, "2023-08-31T23:59", NOW)).isNotEmpty();
        assertThat(due(this.running, "2023-09-01T00:00", NOW)).isEmpty();
    }

    @Test
    void endsWithTheYear9999() {
        ClockSpec endless = new ClockSpec("2023-08-01", null, null, (double) ClockSpec.FASTEST, null);
        ClockDefinition clock = ClockDefinition.create("august", endless, NOW).started(this.start, NOW);
        Instant later = this.start.plusSeconds(10 * 365 * 86_400L);

        assertThat(clock.eventAt(later)).isEqualTo(endless.end()).isLessThan(1L << 50);
        assertThat(clock.stateAt(later)).isEqualTo(ClockState.STOPPED);
        assertThat(due(clock, "9999-12-31T23:59", NOW)).isNotEmpty();
        assertThat(endless.refusal("9999-12-31T23:59-02:00"))
            .contains("is '9999-12-31T23:59-02:00', which is not before 'to' of the clock, the end of the year 9999");
        assertThat(new ClockSpec("9999-12-31T23:59-02:00", null, null, null, null).faults()).containsOnlyKeys("from");
    }

    @Test
    void doesNotDependOnAThreadThatIsHeldUp() {
        AtomicInteger reads = new AtomicInteger();
        ClockDefinition clock = this.stopped.started(Instant.now(), Instant.now());

        ClockTime time = ClockTime.of(clock, () -> {
            if (reads.getAndIncrement() == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            return Instant.now();
        });

        long before = clock.eventAt(Instant.now());
        long event = time.eventAt(System.nanoTime());
        long after = clock.eventAt(Instant.now());
        // A minute of event time is a second.
        assertThat(event).isBetween(before - 3_000, after + 3_000);
    }

    /**
     * For any changes of speed and any pauses, a row is due when the clock shows its
     * time, and rows are due in the order of their times.
     */
    @Test
    void rowsAreDueWhenTheClockShowsTheirTimes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            ClockDefinition clock = this.running;
            Instant at = this.start;
            for (int change = random.nextInt(6); change > 0; change--) {
                at = at.plusMillis(random.nextInt(900));
                clock = switch (random.nextInt(3)) {
                    case 0 -> clock.held(at, ClockState.PAUSED, NOW);
                    case 1 -> clock.started(at, NOW);
                    default -> clock.spedUp(at, 1 + random.nextInt(100_000), NOW);
                };
            }
            ClockTime time = ClockTime.onWallClock(clock);
            long first = ClockTime.nanos(this.start);
            long before = first;
            for (long event = event("2023-08-01T00:00"); event < event("2023-08-20T00:00"); event += 7_654_321) {
                long due = time.due(event, 0, first);
                assertThat(due).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(before);
                before = due;
                if (due != ClockTime.NEVER) {
                    // A jump of the shown time within the millisecond is the fastest
                    // clock's.
                    assertThat(time.eventAt(due + 1_000)).as("seed %d round %d", seed, round)
                        .isBetween(event - 1, event + 200);
                }
            }
        }
    }

    @Test
    void schedulesARowWithoutATimeWithTheRowBefore() {
        ClockTime time = ClockTime.onWallClock(this.running);
        long now = ClockTime.nanos(this.start);
        ClockSchedule schedule = new ClockSchedule(() -> Optional.of(time), () -> now, time.lineAt(now));

        long due = schedule.nextDue(event("2023-08-01T01:00"));

        assertThat(schedule.nextDue(Rows.NO_EVENT_TIME)).isEqualTo(due);
        assertThat(due).isEqualTo(now + TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void passesRowsBeforeTheStartAtOnce() {
        ClockTime time = ClockTime.onWallClock(this.stopped);
        long now = ClockTime.nanos(NOW);
        ClockSchedule schedule = new ClockSchedule(() -> Optional.of(time), () -> now, time.lineAt(now));

        assertThat(schedule.nextDue(event("2023-07-31T23:59"))).isEqualTo(now);
        assertThat(schedule.isSkipped()).isTrue();
        assertThat(schedule.nextDue(event("2023-08-01T00:00"))).isEqualTo(now + Schedule.FARTHEST_NANOS);
        assertThat(schedule.isSkipped()).isFalse();
    }

    private static Optional<Instant> due(ClockDefinition clock, String event, Instant now) {
        return instant(ClockTime.onWallClock(clock).due(event(event), 0, ClockTime.nanos(now)));
    }

    private static Optional<Instant> instant(long nanos) {
        return (nanos != ClockTime.NEVER) ? Optional.of(Instant.ofEpochSecond(0, nanos)) : Optional.empty();
    }

    private static long event(String local) {
        return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

}
