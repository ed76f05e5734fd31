package io.sensorstreams.consumer.audit;

import java.util.List;

/** What an audit comes to. */
enum Verdict {

    /** Every record stands in the files once, in order, and nothing else does. */
    CLEAN,

    /**
     * What could be read is clean, but files are on the disks of other instances: their
     * audits judge those.
     */
    INCOMPLETE,

    /** Something is wrong; the reports say what. */
    NOT_CLEAN;

    static Verdict of(List<PartitionReport> reports) {
        if (!reports.stream().allMatch(PartitionReport::clean)) {
            return NOT_CLEAN;
        }
        return reports.stream().allMatch((report) -> report.elsewhere().isEmpty()) ? CLEAN : INCOMPLETE;
    }

}
