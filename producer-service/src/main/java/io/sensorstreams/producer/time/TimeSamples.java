package io.sensorstreams.producer.time;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.sensorstreams.producer.row.Rows;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Times of the first rows of a file, as the file has them. Not thread-safe.
 */
public final class TimeSamples {

    /** Longer texts are cut, and are then not read as times. */
    private static final int MAX_LENGTH = 100;

    private static final int FEW_STEPS = 10;

    private static final int MOST_STEPS = 10;

    private static final ByteBuffer NO_STATION = ByteBuffer.allocate(0);

    private record Sample(byte[] text, byte @Nullable [] station) {

    }

    private final List<Sample> samples = new ArrayList<>();

    public void add(TimeText text, byte @Nullable [] station) {
        this.samples.add(new Sample(copy(text), station));
    }

    public boolean isEmpty() {
        return this.samples.isEmpty();
    }

    /** These samples and others. */
    public TimeSamples with(TimeSamples others) {
        TimeSamples all = new TimeSamples();
        all.samples.addAll(this.samples);
        all.samples.addAll(others.samples);
        return all;
    }

    private static byte[] copy(TimeText text) {
        byte[] copy = new byte[Math.min(MAX_LENGTH, text.end() - text.start())];
        System.arraycopy(text.bytes(), text.start(), copy, 0, copy.length);
        return copy;
    }

    /** Whether the text is that of the row that was added last. */
    public boolean isLast(TimeText text) {
        return !this.samples.isEmpty() && Arrays.equals(this.samples.get(this.samples.size() - 1).text, copy(text));
    }

    List<String> texts() {
        return this.samples.stream().map((sample) -> new String(sample.text, UTF_8)).toList();
    }

    /** Counts the texts that are times of a format. */
    public int readable(String format) {
        TimeFormat parser = TimeFormat.of(format);
        int count = 0;
        for (Sample sample : this.samples) {
            if (sample.text.length < MAX_LENGTH
                    && parser.parse(sample.text, 0, sample.text.length) != Rows.NO_EVENT_TIME) {
                count++;
            }
        }
        return count;
    }

    /** Whether two formats read a text as different times. */
    boolean differ(String one, String other) {
        TimeFormat first = TimeFormat.of(one);
        TimeFormat second = TimeFormat.of(other);
        return this.samples.stream()
            .map(Sample::text)
            .anyMatch((text) -> first.parse(text, 0, text.length) != second.parse(text, 0, text.length));
    }

    /**
     * Whether the times have a step that none of them exceeds by far. Only one of two
     * readings of day and month has.
     */
    boolean isRegular(String format) {
        TimeFormat parser = TimeFormat.of(format);
        long[] times = this.samples.stream()
            .mapToLong((sample) -> parser.parse(sample.text, 0, sample.text.length))
            .filter((time) -> time != Rows.NO_EVENT_TIME)
            .toArray();
        long[] steps = IntStream.range(1, times.length)
            .mapToLong((i) -> Math.abs(times[i] - times[i - 1]))
            .filter((step) -> step > 0)
            .sorted()
            .toArray();
        return steps.length >= FEW_STEPS && steps[steps.length - 1] <= MOST_STEPS * steps[steps.length / 2];
    }

    /**
     * Whether the rows are newest first: more times step back than ahead. The times of
     * each station are compared with each other, those of all rows if no station has two
     * different times. Where a zone makes both possible, it is the order in which less
     * time passes. Rows in no order are oldest first.
     */
    public boolean isNewestFirst(String format, @Nullable ZoneId zone) {
        Course oldest = new Course(new RowTimes(format, zone, false, null));
        Course newest = new Course(new RowTimes(format, zone, true, null));
        for (boolean byStation : new boolean[] { true, false }) {
            for (Sample sample : this.samples) {
                oldest.add(sample, byStation);
                newest.add(sample, byStation);
            }
            if (oldest.ahead + oldest.back > 0) {
                return newest.ahead < oldest.back || (newest.ahead == oldest.back && newest.passed < oldest.passed);
            }
        }
        return false;
    }

    /** Steps from time to time. */
    private static final class Course {

        private final RowTimes times;

        private final TimeText text = new TimeText();

        private final Map<ByteBuffer, Long> before = new HashMap<>();

        private int ahead;

        private int back;

        private double passed;

        Course(RowTimes times) {
            this.times = times;
        }

        void add(Sample sample, boolean byStation) {
            this.text.set(sample.text, 0, sample.text.length);
            long time = this.times.read(this.text, sample.station);
            if (time == Rows.NO_EVENT_TIME) {
                return;
            }
            ByteBuffer key = (byStation && sample.station != null) ? ByteBuffer.wrap(sample.station) : NO_STATION;
            Long earlier = this.before.put(key, time);
            if (earlier != null) {
                this.ahead += (time > earlier) ? 1 : 0;
                this.back += (time < earlier) ? 1 : 0;
                this.passed += Math.abs((double) time - earlier);
            }
        }

    }

}
