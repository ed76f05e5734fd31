package io.sensorstreams.consumer.compare;

import java.time.Instant;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Public view of a gap in the ledger: offsets whose rows are in no file.
 *
 * @param to offset after the last one
 * @param rows largest possible number of rows
 * @param reason cause, or the reason that an operator gave
 */
public record GapView(long from, long to, LedgerGap.Kind kind, long rows, String reason, Instant at, String owner,
        boolean acknowledged) {

    static GapView of(LedgerGap gap) {
        return new GapView(gap.from(), gap.to(), gap.kind(), gap.rows(), gap.reason(), gap.at(), gap.owner(),
                gap.acknowledged());
    }

}
