package io.sensorstreams.producer.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.StoredJson;
import io.sensorstreams.common.kafka.StoredSpecs;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.common.kafka.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads and validates the records of the topic {@value Topics#CLOCKS}, by the same rules
 * as a request, and converts each course from the wall clock once. Thread-safe.
 */
final class StoredClocks implements TopicTable.Decoder<ClockTime> {

    private static final StoredJson VALUES = new StoredJson(256 * 1024, "name", "spec", "origin", "state", "lines");

    private static final Pattern NAME = Pattern.compile(ClockNames.NAME);

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{1,500}");

    private static final int MOST_LINES = 2_000;

    private static final long MOST_SEEKS = 1L << 53;

    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /** Far more than the years 1 to 9999. */
    private static final long FARTHEST_EVENT = 1L << 50;

    private final InstantSource wallClock;

    StoredClocks(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    @Override
    public void checkKey(String key, int partition) throws RefusedRecordException {
        check(NAME.matcher(key).matches(), "has a key that is not the name of a clock");
        check(partition == 0, "is in partition " + partition + ", but all clocks belong to partition 0");
    }

    @Override
    public ClockTime decode(ConsumerRecord<String, byte[]> record) throws RefusedRecordException {
        ClockDefinition clock = VALUES.read(record.value(), ClockDefinition.class);
        StoredSpecs.check(clock.spec());
        check(clock.spec().faults().isEmpty(), "has an invalid 'spec.to'");
        check(clock.name().equals(record.key()), "has the value of another clock, '" + clock.name() + "'");
        check(PRINTABLE.matcher(clock.origin()).matches(), "has an invalid 'origin'");
        check(clock.lines());
        return ClockTime.of(clock.at(record.offset()), this.wallClock);
    }

    private static void check(List<ClockLine> lines) throws RefusedRecordException {
        check(!lines.isEmpty() && lines.size() <= MOST_LINES, "has " + lines.size() + " 'lines'");
        Instant before = FIRST;
        for (ClockLine line : lines) {
            Instant at = line.at();
            check(at != null && !at.isBefore(before) && !at.isAfter(LAST), "has an invalid 'lines.at'");
            check(isInTime(line.event()) && isInTime(line.start()), "has an invalid 'lines.event' or 'lines.start'");
            check(line.speedup() >= 0 && line.speedup() <= ClockSpec.FASTEST, "has an invalid 'lines.speedup'");
            check(line.seek() >= 0 && line.seek() <= MOST_SEEKS, "has an invalid 'lines.seek'");
            before = at;
        }
    }

    private static boolean isInTime(long event) {
        return event > -FARTHEST_EVENT && event < FARTHEST_EVENT;
    }

    private static void check(boolean valid, String fault) throws RefusedRecordException {
        if (!valid) {
            throw new RefusedRecordException(fault);
        }
    }

}
