package io.sensorstreams.consumer.compare;

import java.io.IOException;

import io.sensorstreams.consumer.compare.LineDifference.TooManyLinesException;
import io.sensorstreams.consumer.reread.RecordSource;

/**
 * Audits one partition. One pass is enough while the lines that differ between files and
 * Kafka fit in memory. Otherwise the lines are split by their hash, with one pass for
 * each part. {@code capacity} is the largest number of different lines in memory.
 */
public record PartitionAudit(PartitionScope scope, RecordSource records, int capacity) {

    private static final int SPLIT = 8;

    public PartitionReport run() throws IOException {
        return run(false);
    }

    /**
     * Audits the files on this disk only, as a part of an audit of several disks. What
     * concerns the topic and not a file is left to the replica that adds up the parts.
     */
    public PartitionReport runPart() throws IOException {
        return run(true);
    }

    private PartitionReport run(boolean filesOnly) throws IOException {
        for (int parts = 1;; parts *= SPLIT) {
            try {
                return run(parts, filesOnly);
            }
            catch (TooManyLinesException e) {
                // Repeat with smaller parts.
            }
        }
    }

    private PartitionReport run(int parts, boolean filesOnly) throws IOException {
        Findings findings = new Findings(this.scope);
        for (int part = 0; part < parts; part++) {
            // All passes find the same, except for their part of the difference.
            run(new LineDifference(this.capacity, part, parts), findings,
                    (part == 0) ? findings : new Findings(this.scope), filesOnly);
        }
        return findings.report();
    }

    private void run(LineDifference difference, Findings findings, Findings ofPass, boolean filesOnly)
            throws IOException {
        PartitionPass pass = new PartitionPass(this.scope, this.records, difference, ofPass, filesOnly);
        pass.run();
        long missing = difference.missing();
        long extra = difference.extra();
        if (extra > 0) {
            pass.takeKnown();
        }
        findings.counts().missing(missing);
        findings.counts().duplicated(difference.taken());
        findings.counts().foreign(difference.extra());
        if (!pass.lostStep() || missing + extra == 0) {
            findings.counts().disordered(difference.cancelled());
        }
    }

}
