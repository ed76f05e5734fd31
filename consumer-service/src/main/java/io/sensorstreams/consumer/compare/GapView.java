package io.sensorstreams.consumer.compare;

import java.time.Instant;

import io.sensorstreams.common.ledger.LedgerGap;

/**
 * Offsets whose rows are in no file, as the ledger admits.
 *
 * @param from first offset
 * @param to offset after the last one
 * @param kind what happened
 * @param rows rows at the most
 * @param reason the same in words, or an operator's own
 * @param at when it was noticed or done
 * @param owner instance that noticed or did it
 * @param acknowledged whether an operator knows
 */
public record GapView(long from, long to, LedgerGap.Kind kind, long rows, String reason, Instant at, String owner,
        boolean acknowledged) {

    static GapView of(LedgerGap gap) {
        return new GapView(gap.from(), gap.to(), gap.kind(), gap.rows(), gap.reason(), gap.at(), gap.owner(),
                gap.acknowledged());
    }

}
