package io.sensorstreams.consumer.audit;

import java.util.List;

import io.sensorstreams.consumer.compare.GapView;
import io.sensorstreams.consumer.compare.PartitionReport;

/** Builds reports of topic AIR, partition 0. All counts are 0 unless set. */
public final class ReportBuilder {

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

    public ReportBuilder(long inKafka, long inFiles) {
        this.inKafka = inKafka;
        this.inFiles = inFiles;
    }

    public ReportBuilder missing(long rows) {
        this.missing = rows;
        return this;
    }

    public ReportBuilder duplicated(long rows) {
        this.duplicated = rows;
        return this;
    }

    public ReportBuilder foreign(long rows) {
        this.foreign = rows;
        return this;
    }

    public ReportBuilder disordered(long rows) {
        this.disordered = rows;
        return this;
    }

    public ReportBuilder deadLettered(long records) {
        this.deadLettered = records;
        return this;
    }

    public ReportBuilder unreachable(long rows, String... elsewhere) {
        this.unreachable = rows;
        this.elsewhere = List.of(elsewhere);
        return this;
    }

    public ReportBuilder files(int files) {
        this.files = files;
        return this;
    }

    public ReportBuilder skipped(long records) {
        this.skipped = records;
        return this;
    }

    ReportBuilder lost(long rows) {
        this.lost = rows;
        return this;
    }

    public ReportBuilder gaps(GapView... gaps) {
        this.gaps = List.of(gaps);
        return this;
    }

    public ReportBuilder problems(String... problems) {
        this.problems = List.of(problems);
        return this;
    }

    public PartitionReport build() {
        return new PartitionReport("AIR", "AIR", 0, this.inKafka, this.inFiles, this.missing, this.duplicated,
                this.foreign, this.disordered, this.deadLettered, this.unreachable, this.elsewhere, 0, this.files,
                this.skipped, this.lost, this.gaps, this.problems);
    }

}
