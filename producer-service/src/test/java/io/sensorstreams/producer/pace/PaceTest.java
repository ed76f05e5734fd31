package io.sensorstreams.producer.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;

import org.springframework.scheduling.support.CronExpression;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private static final long START = -7_000_000_000L;

    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2023-08-31T16:59:30Z"));

    @Test
    void intervalIsDueAtTheStartAndAfterEachInterval() {
        Schedule schedule = schedule(new Pace.Interval(Duration.ofSeconds(5)));
        assertThat(dueMillis(schedule)).isEqualTo(0);
        assertThat(dueMillis(schedule)).isEqualTo(5_000);
        assertThat(dueMillis(schedule)).isEqualTo(10_000);
    }

    @Test
    void rateIsExactAfterTenMillionRows() {
        Schedule schedule = schedule(new Pace.Rate(3.0));
        long due = 0;
        for (int row = 0; row <= 10_000_000; row++) {
            due = schedule.nextDue(Rows.NO_EVENT_TIME);
        }
        assertThat(due - START).isEqualTo(3_333_333_333_333_333L);
    }

    @Test
    void veryHighRatesMakeSeveralRowsDueAtOnce() {
        Schedule schedule = schedule(new Pace.Rate(1e9));
        for (int row = 0; row < 1000; row++) {
            assertThat(schedule.nextDue(Rows.NO_EVENT_TIME) - START).isEqualTo(row);
        }
    }

    @Test
    void veryLowRatesAreNeverDueBeforeTheStart() {
        Schedule schedule = schedule(new Pace.Rate(Double.MIN_VALUE));
        assertThat(dueMillis(schedule)).isEqualTo(0);
        assertThat(schedule.nextDue(Rows.NO_EVENT_TIME) - START).isEqualTo(Schedule.FARTHEST_NANOS);
        assertThat(schedule.nextDue(Rows.NO_EVENT_TIME) - START).isEqualTo(Schedule.FARTHEST_NANOS);
    }

    @Test
    void eventTimeFollowsTheRowsTimes() {
        Schedule schedule = schedule(new Pace.EventTime(null, null));
        assertThat(dueMillis(schedule, 60_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 120_000)).isEqualTo(60_000);
        assertThat(dueMillis(schedule, 125_000)).isEqualTo(65_000);
    }

    @Test
    void eventTimeMayRunBackwards() {
        Schedule schedule = schedule(new Pace.EventTime(60.0, null));
        schedule.newestFirst(true);
        assertThat(dueMillis(schedule, 240_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 180_000)).isEqualTo(1_000);
        assertThat(dueMillis(schedule, 60_000)).isEqualTo(3_000);
        assertThat(dueMillis(schedule, 120_000)).isEqualTo(3_000);
        assertThat(dueMillis(schedule, 60_000)).isEqualTo(4_000);
    }

    @Test
    void aStepBackIsDueAtOnceAndTimesContinueFromThere() {
        Schedule schedule = schedule(new Pace.EventTime(1.0, Duration.ofSeconds(5)));
        assertThat(dueMillis(schedule, 10_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 12_000)).isEqualTo(2_000);
        assertThat(dueMillis(schedule, 5_000)).isEqualTo(2_000);
        assertThat(dueMillis(schedule, 6_000)).isEqualTo(3_000);
        assertThat(dueMillis(schedule, 14_000)).isEqualTo(8_000);
    }

    @Test
    void rowsOfOneTimeAreDueTogether() {
        Schedule schedule = schedule(new Pace.EventTime(1.0, null));
        assertThat(dueMillis(schedule, 5_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 6_000)).isEqualTo(1_000);
        assertThat(dueMillis(schedule, 6_000)).isEqualTo(1_000);
    }

    @Test
    void aRowWithoutATimeIsDueWithThePreviousOne() {
        Schedule schedule = schedule(new Pace.EventTime(1.0, null));
        assertThat(dueMillis(schedule, Rows.NO_EVENT_TIME)).isEqualTo(0);
        assertThat(dueMillis(schedule, 5_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 6_000)).isEqualTo(1_000);
        assertThat(dueMillis(schedule, Rows.NO_EVENT_TIME)).isEqualTo(1_000);
        assertThat(dueMillis(schedule, 8_000)).isEqualTo(3_000);
    }

    @Test
    void aLongGapIsShortenedBeforeTheSpeedupCounts() {
        Schedule schedule = schedule(new Pace.EventTime(2.0, Duration.ofSeconds(10)));
        assertThat(dueMillis(schedule, 0)).isEqualTo(0);
        assertThat(dueMillis(schedule, 4_000)).isEqualTo(2_000);
        assertThat(dueMillis(schedule, 1_000_000)).isEqualTo(7_000);
        assertThat(dueMillis(schedule, 1_001_000)).isEqualTo(7_500);
    }

    @Test
    void theReturnToTheBeginningOfALoopIsNotAGap() {
        Schedule schedule = schedule(new Pace.EventTime(1.0, null));
        schedule.nextDue(0);
        assertThat(dueMillis(schedule, 5_000)).isEqualTo(5_000);
        Schedule next = schedule.nextPass();
        assertThat(dueMillis(next, 0)).isEqualTo(5_000);
        assertThat(dueMillis(next, 1_000)).isEqualTo(6_000);
    }

    @Test
    void eventTimeDoesNotDrift() {
        Schedule schedule = schedule(new Pace.EventTime(7.0, null));
        long due = 0;
        for (int row = 0; row <= 1_000_000; row++) {
            due = schedule.nextDue(row * 1000L);
        }
        assertThat(due - START).isEqualTo(142_857_142_857_142L);
    }

    @Test
    void timesFarApartNeitherOverflowNorComeBeforeTheStart() {
        Schedule schedule = schedule(new Pace.EventTime(1.0, null));
        schedule.nextDue(Long.MIN_VALUE + 1);
        assertThat(schedule.nextDue(Long.MAX_VALUE) - START).isEqualTo(Schedule.FARTHEST_NANOS);
        assertThat(schedule.nextDue(0) - START).isEqualTo(Schedule.FARTHEST_NANOS);
    }

    @Test
    void cronIsDueAtTheInstantsOfItsZone() {
        Schedule schedule = schedule(new Pace.Cron(CronExpression.parse("0 0 0 * * *"), SAIGON));
        assertThat(dueMillis(schedule)).isEqualTo(30_000);
        assertThat(dueMillis(schedule)).isEqualTo(30_000 + TimeUnit.DAYS.toMillis(1));
    }

    @Test
    void cronWithoutAFurtherInstantIsNeverDue() {
        Schedule schedule = schedule(new Pace.Cron(CronExpression.parse("0 0 0 30 2 *"), SAIGON));
        assertThat(schedule.nextDue(Rows.NO_EVENT_TIME) - START).isEqualTo(Schedule.FARTHEST_NANOS);
        assertThat(schedule.nextDue(Rows.NO_EVENT_TIME) - START).isEqualTo(Schedule.FARTHEST_NANOS);
    }

    @Test
    void unlimitedIsAlwaysDue() {
        Schedule schedule = schedule(new Pace.Unlimited());
        assertThat(dueMillis(schedule, 5_000)).isEqualTo(0);
        assertThat(dueMillis(schedule, 6_000)).isEqualTo(0);
    }

    @Test
    void targetsOfConstantRatesAreRowsPerSecond() {
        assertThat(new Pace.Interval(Duration.ofMillis(500)).targetPerSecond()).isEqualTo(OptionalDouble.of(2));
        assertThat(new Pace.Rate(0.5).targetPerSecond()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(new Pace.EventTime(60.0, null).targetPerSecond()).isEmpty();
        assertThat(new Pace.Cron(CronExpression.parse("* * * * * *"), SAIGON).targetPerSecond()).isEmpty();
        assertThat(new Pace.Unlimited().targetPerSecond()).isEmpty();
    }

    private Schedule schedule(Pace pace) {
        return pace.schedule(this.clock, START);
    }

    private static long dueMillis(Schedule schedule) {
        return dueMillis(schedule, Rows.NO_EVENT_TIME);
    }

    private static long dueMillis(Schedule schedule, long eventTimeMillis) {
        return (schedule.nextDue(eventTimeMillis) - START) / 1_000_000;
    }

}
