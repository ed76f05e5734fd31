package io.sensorstreams.consumer.audit;

import java.util.List;

/** A report of topic AIR, partition 0, in which all counts are 0 unless told. */
final class ReportBuilder {

    private final long inKafka;

    private final long inFiles;

    private long missing;

    private long duplicated;

    private long foreign;

    private long disordered;

    private long deadLettered;

    private long unreachable;

    private List<String> elsewhere = List.of();

    private int files;

    private long skipped;

    private long lost;

    private List<GapView> gaps = List.of();

    private List<String> problems = List.of();

    ReportBuilder(long inKafka, long inFiles) {
        this.inKafka = inKafka;
        this.inFiles = inFiles;
    }

    ReportBuilder missing(long rows) {
        this.missing = rows;
        return this;
    }

    ReportBuilder duplicated(long rows) {
        this.duplicated = rows;
        return this;
    }

    ReportBuilder foreign(long rows) {
        this.foreign = rows;
        return this;
    }

    ReportBuilder disordered(long rows) {
        this.disordered = rows;
        return this;
    }

    ReportBuilder deadLettered(long records) {
        this.deadLettered = records;
        return this;
    }

    ReportBuilder unreachable(long rows, String... elsewhere) {
        this.unreachable = rows;
        this.elsewhere = List.of(elsewhere);
        return this;
    }

    ReportBuilder files(int files) {
        this.files = files;
        return this;
    }

    ReportBuilder skipped(long records) {
        this.skipped = records;
        return this;
    }

    ReportBuilder lost(long rows) {
        this.lost = rows;
        return this;
    }

    ReportBuilder gaps(GapView... gaps) {
        this.gaps = List.of(gaps);
        return this;
    }

    ReportBuilder problems(String... problems) {
        this.problems = List.of(problems);
        return this;
    }

    PartitionReport build() {
        return new PartitionReport("AIR", "AIR", 0, this.inKafka, this.inFiles, this.missing, this.duplicated,
                this.foreign, this.disordered, this.deadLettered, this.unreachable, this.elsewhere, 0, this.files,
                this.skipped, this.lost, this.gaps, this.problems);
    }

}
