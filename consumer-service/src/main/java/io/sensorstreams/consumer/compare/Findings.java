package io.sensorstreams.consumer.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;

/**
 * Collects the results of an audit of one partition. Not thread-safe.
 */
final class Findings {

    private static final int MOST_SENTENCES = 10;

    private final List<String> sentences = new ArrayList<>();

    private long problems;

    private long inKafka;

    private long inFiles;

    private long missing;

    private long duplicated;

    private long foreign;

    private long disordered;

    private long deadLettered;

    private long unreachable;

    private long skipped;

    private long lost;

    private final List<GapView> gaps = new ArrayList<>();

    private final SortedSet<String> elsewhere = new TreeSet<>();

    /** Adds a problem. Only the first ones are kept as sentences. */
    void problem(String sentence) {
        this.problems++;
        if (this.sentences.size() < MOST_SENTENCES) {
            this.sentences.add(sentence);
        }
    }

    /**
     * Returns text such as {@code row 3} or {@code rows 3 to 5}; both ends are inclusive.
     */
    static String span(String what, long first, long last) {
        return (first == last) ? what + " " + first : "%ss %d to %d".formatted(what, first, last);
    }

    void addInKafka() {
        this.inKafka++;
    }

    void addInFiles(long rows) {
        this.inFiles += rows;
    }

    void addMissing(long rows) {
        this.missing += rows;
    }

    void addDuplicated(long rows) {
        this.duplicated += rows;
    }

    void addForeign(long rows) {
        this.foreign += rows;
    }

    void addDisordered(long rows) {
        this.disordered += rows;
    }

    void addDeadLettered(long records) {
        this.deadLettered += records;
    }

    void addUnreachable(long rows, String owner) {
        this.unreachable += rows;
        this.elsewhere.add(owner);
    }

    /**
     * Counts a record in Kafka that need not be in a file, for a reason in the ledger.
     */
    void addSkipped() {
        this.inKafka++;
        this.skipped++;
    }

    /**
     * Adds a gap of the ledger. A loss that no operator has acknowledged is a problem.
     */
    void addGap(LedgerGap gap) {
        if (this.gaps.size() < MOST_SENTENCES) {
            this.gaps.add(GapView.of(gap));
        }
        this.lost += (gap.kind() == Kind.DELETED || gap.kind() == Kind.FILES_LOST) ? gap.rows() : 0;
        if (!gap.acknowledged()) {
            problem(gap.reason());
        }
    }

    PartitionReport report(PartitionScope scope) {
        List<String> problems = new ArrayList<>(this.sentences);
        if (this.problems > this.sentences.size()) {
            problems.add("… and " + (this.problems - this.sentences.size()) + " more");
        }
        return new PartitionReport(scope.sink().group(), scope.sink().topic(), scope.partition(), this.inKafka,
                this.inFiles, this.missing, this.duplicated, this.foreign, this.disordered, this.deadLettered,
                this.unreachable, List.copyOf(this.elsewhere), scope.lag(), scope.segments().size(), this.skipped,
                this.lost, List.copyOf(this.gaps), problems);
    }

}
