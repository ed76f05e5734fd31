package io.sensorstreams.consumer.audit;

import java.util.List;

import io.sensorstreams.consumer.compare.PartitionReport;

/** What an audit comes to. */
public enum Verdict {

    /** Every record stands in the files once, in order, and nothing else does. */
    CLEAN,

    /**
     * What could be read is clean, but files are on the disks of other instances: their
     * audits judge those.
     */
    INCOMPLETE,

    /**
     * Clean, but for rows that are in no file and that an operator knows of: he skipped
     * them, or acknowledged their loss.
     */
    ADMITTED,

    /** Something is wrong; the reports say what. */
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
