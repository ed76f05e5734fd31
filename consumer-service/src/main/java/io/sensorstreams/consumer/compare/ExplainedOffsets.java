package io.sensorstreams.consumer.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Offsets of one partition whose records need not be in a file, for a reason in the
 * ledger. A lookup does not iterate over all gaps.
 */
final class ExplainedOffsets {

    /** First offset of each range, and the offset after its last one; no two overlap. */
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    ExplainedOffsets(List<LedgerGap> gaps) {
        gaps.stream()
            .filter(LedgerGap::explainsAll)
            .sorted(Comparator.comparingLong(LedgerGap::from))
            .forEach((gap) -> add(gap.from(), gap.to()));
    }

    /** Adds a range that starts at or after all ranges so far. */
    private void add(long from, long to) {
        Map.Entry<Long, Long> last = this.ranges.lastEntry();
        if (last != null && from <= last.getValue()) {
            this.ranges.put(last.getKey(), Math.max(last.getValue(), to));
        }
        else {
            this.ranges.put(from, to);
        }
    }

    boolean has(long offset) {
        Map.Entry<Long, Long> range = this.ranges.floorEntry(offset);
        return range != null && offset < range.getValue();
    }

}
