package io.sensorstreams.consumer.compare;

/**
 * Counts the records of a range that are in no file. Not thread-safe.
 */
final class RecordsWithoutFile {

    private long first = -1;

    private long last;

    private long count;

    void add(long offset) {
        this.first = (this.first < 0) ? offset : this.first;
        this.last = offset;
        this.count++;
    }

    /** Reports records in a range of offsets without a file. */
    void report(Findings findings) {
        if (this.count > 0) {
            findings.problem("No file contains " + span());
        }
    }

    /** Reports records in a range of offsets in which other records are in files. */
    void reportSome(Findings findings) {
        if (this.count > 0) {
            findings.problem("No file contains %d of the records at %s".formatted(this.count, span()));
        }
    }

    private String span() {
        return Findings.span("offset", this.first, this.last);
    }

}
