package io.sensorstreams.producer.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts the steps in time between two rows of a station, with examples of each length,
 * in bounded memory. A step is negative when time goes backwards. Not thread-safe.
 */
final class Steps {

    /** Most gaps that are reported. */
    static final int MAX_GAPS = 20;

    /** Most different lengths that are counted exactly. */
    private static final int MAX_LENGTHS = 10_000;

    /**
     * Steps of one length.
     */
    private static final class Count {

        private final long length;

        private long count;

        /** Number of the row, and time before the step, of the first ones. */
        private long[] examples = new long[2];

        /** Stations of the examples. */
        private String[] stations = new String[1];

        Count(long length) {
            this.length = length;
        }

        void add(String station, long row, long before) {
            if (this.count < MAX_GAPS) {
                int number = (int) this.count;
                if (number == this.stations.length) {
                    this.stations = Arrays.copyOf(this.stations, 2 * number);
                    this.examples = Arrays.copyOf(this.examples, 4 * number);
                }
                this.stations[number] = station;
                this.examples[2 * number] = row;
                this.examples[2 * number + 1] = before;
            }
            this.count++;
        }

    }

    /**
     * A step that is larger than usual.
     *
     * @param station name of the station; empty when the row names none
     * @param row number of the row after the gap
     * @param from earlier time in milliseconds
     * @param to later time
     */
    record Gap(String station, long row, long from, long to) {

    }

    private final Map<Long, Count> counts = new HashMap<>();

    /** Count of the latest step: most steps are equal to the one before. */
    private Count latest = new Count(0);

    /** Steps of other lengths, forwards and backwards, larger than usual at that time. */
    private final long[] otherGaps = new long[2];

    private final long[] otherSteps = new long[2];

    private long usualSoFar;

    private long repeated;

    /**
     * Adds the step from one row of a station to the next.
     * @param station name of the station; empty when the row names none
     * @param row number of the second row
     * @param before time of the first row in milliseconds
     * @param after time of the second row
     */
    void add(String station, long row, long before, long after) {
        long length = after - before;
        if (length == 0) {
            this.repeated++;
        }
        else if (((after ^ before) & (after ^ length)) >= 0) {
            // Otherwise the difference overflows.
            count(station, row, before, length);
        }
    }

    private void count(String station, long row, long before, long length) {
        if (this.latest.length != length) {
            Count known = this.counts.get(length);
            if (known == null && this.counts.size() == MAX_LENGTHS) {
                addOther(length);
                return;
            }
            if (known == null) {
                known = new Count(length);
                this.counts.put(length, known);
            }
            this.latest = known;
        }
        this.latest.add(station, row, before);
    }

    private void addOther(long length) {
        if (this.usualSoFar == 0) {
            this.usualSoFar = usual().orElseThrow();
        }
        int direction = (length > 0) ? 1 : 0;
        this.otherSteps[direction]++;
        if (isGap(Math.abs(length), Math.abs(this.usualSoFar))) {
            this.otherGaps[direction]++;
        }
    }

    /** Rows with the time of the row before. */
    long repeated() {
        return this.repeated;
    }

    /**
     * The most frequent step, with the sign of the direction in which most steps go;
     * empty without steps. The shorter one of two that are equally frequent.
     */
    OptionalLong usual() {
        long forwards = this.otherSteps[1] - this.otherSteps[0];
        for (Count count : this.counts.values()) {
            forwards += (count.length > 0) ? count.count : -count.count;
        }
        boolean up = forwards >= 0;
        return this.counts.values()
            .stream()
            .filter((count) -> count.length > 0 == up)
            .max(Comparator.comparingLong((Count count) -> count.count)
                .thenComparingLong((count) -> -Math.abs(count.length)))
            .stream()
            .mapToLong((count) -> count.length)
            .findAny();
    }

    /** Counts the steps of more than one and a half usual steps. */
    long gapCount(long usual) {
        return this.otherGaps[(usual > 0) ? 1 : 0] + this.counts.values()
            .stream()
            .filter((count) -> isGap(count, usual))
            .mapToLong((count) -> count.count)
            .sum();
    }

    /** Returns the first gaps, in the order of the rows. */
    List<Gap> gaps(long usual) {
        List<Gap> gaps = new ArrayList<>();
        for (Count count : this.counts.values()) {
            for (int i = 0; isGap(count, usual) && i < Math.min(count.count, MAX_GAPS); i++) {
                long before = count.examples[2 * i + 1];
                long after = before + count.length;
                gaps.add(new Gap(count.stations[i], count.examples[2 * i], Math.min(before, after),
                        Math.max(before, after)));
            }
        }
        return gaps.stream().sorted(Comparator.comparingLong(Gap::row)).limit(MAX_GAPS).toList();
    }

    private static boolean isGap(Count count, long usual) {
        return count.length > 0 == usual > 0 && isGap(Math.abs(count.length), Math.abs(usual));
    }

    private static boolean isGap(long length, long usual) {
        return length - usual > usual / 2.0;
    }

}
