package io.sensorstreams.consumer.audit;

import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;

public enum Verdict {

    /** The files contain every record once, in order, and nothing else. */
    CLEAN,

    /**
     * What could be read is clean, but other files are on the disks of other replicas
     * that have not audited them.
     */
    INCOMPLETE,

    /**
     * Clean, except for rows that are in no file and that an operator has skipped or
     * whose loss an operator has acknowledged.
     */
    ADMITTED,

    NOT_CLEAN;

    public static Verdict of(List<PartitionReport> reports) {
        if (!reports.stream().allMatch(PartitionReport::clean)) {
            return NOT_CLEAN;
        }
        if (!reports.stream().allMatch((report) -> report.elsewhere().isEmpty())) {
            return INCOMPLETE;
        }
        return reports.stream().allMatch((report) -> report.gaps().isEmpty()) ? CLEAN : ADMITTED;
    }

}
