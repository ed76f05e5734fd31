package io.sensorstreams.consumer.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an audit has found out about one partition so far. Not thread-safe.
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

    private final SortedSet<String> elsewhere = new TreeSet<>();

    /** Notes a defect; only the first ones are kept as sentences. */
    void problem(String sentence) {
        this.problems++;
        if (this.sentences.size() < MOST_SENTENCES) {
            this.sentences.add(sentence);
        }
    }

    /** Such as {@code row 3} or {@code rows 3 to 5}; both ends are included. */
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

    PartitionReport report(PartitionScope scope) {
        List<String> problems = new ArrayList<>(this.sentences);
        if (this.problems > this.sentences.size()) {
            problems.add("… and " + (this.problems - this.sentences.size()) + " more");
        }
        return new PartitionReport(scope.sink().group(), scope.sink().topic(), scope.partition(), this.inKafka,
                this.inFiles, this.missing, this.duplicated, this.foreign, this.disordered, this.deadLettered,
                this.unreachable, List.copyOf(this.elsewhere), scope.lag(), scope.segments().size(), problems);
    }

}
