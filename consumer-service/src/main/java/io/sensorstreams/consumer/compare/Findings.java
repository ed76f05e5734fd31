package io.sensorstreams.consumer.compare;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;

/** Collects the counts of one partition's audit, and the first problems as sentences. */
final class Findings {

    private static final int MOST_SENTENCES = 10;

    private final PartitionReport.Builder counts;

    private long problems;

    private int gaps;

    Findings(PartitionScope scope) {
        this.counts = PartitionReport.builder(scope.sink().group(), scope.sink().topic(), scope.partition())
            .lag(scope.lag())
            .files(scope.segments().size());
    }

    PartitionReport.Builder counts() {
        return this.counts;
    }

    /** Adds a problem. Only the first ones are kept as sentences. */
    void problem(String sentence) {
        this.problems++;
        if (this.problems <= MOST_SENTENCES) {
            this.counts.problems(sentence);
        }
    }

    /** Returns text such as {@code row 3} or {@code rows 3 to 5}. */
    static String span(String what, long first, long last) {
        return (first == last) ? what + " " + first : "%ss %d to %d".formatted(what, first, last);
    }

    /**
     * Adds a gap. Retention is none; a loss that no operator has acknowledged is a
     * problem.
     */
    void addGap(LedgerGap gap) {
        if (gap.isRetention()) {
            this.counts.removed(gap.rows());
            return;
        }
        this.gaps++;
        if (this.gaps <= MOST_SENTENCES) {
            this.counts.gap(GapView.of(gap));
        }
        this.counts.lost((gap.kind() == Kind.DELETED || gap.kind() == Kind.FILES_LOST) ? gap.rows() : 0);
        if (!gap.acknowledged()) {
            problem(gap.reason());
        }
    }

    PartitionReport report() {
        if (this.problems > MOST_SENTENCES) {
            this.counts.problems("… and " + (this.problems - MOST_SENTENCES) + " more");
        }
        return this.counts.build();
    }

}
