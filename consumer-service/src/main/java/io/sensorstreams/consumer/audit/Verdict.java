package io.sensorstreams.consumer.audit;

import java.util.List;

/** What an audit comes to. */
enum Verdict {

    /** Every record stands in the files once, in order, and nothing else does. */
    CLEAN,

    /** Something is wrong, or could not be compared; the reports say what. */
    NOT_CLEAN;

    static Verdict of(List<PartitionReport> reports) {
        return reports.stream().allMatch(PartitionReport::clean) ? CLEAN : NOT_CLEAN;
    }

}
