package io.sensorstreams.consumer.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.consumer.sink.PartitionKey;
import org.jspecify.annotations.Nullable;

/** Losses in the ledger that no operator has acknowledged, by partition. */
final class AdmittedLosses {

    private final Map<PartitionKey, List<LedgerGap>> gaps;

    private AdmittedLosses(Map<PartitionKey, List<LedgerGap>> gaps) {
        this.gaps = gaps;
    }

    static AdmittedLosses of(Ledger ledger) {
        return new AdmittedLosses(ledger.gaps()
            .stream()
            .filter((gap) -> !gap.acknowledged())
            .collect(Collectors.groupingBy((gap) -> new PartitionKey(gap.group(), gap.topic(), gap.partition()))));
    }

    /** Describes the losses in one or two sentences; null when the partition has none. */
    @Nullable String reason(PartitionKey partition) {
        List<LedgerGap> losses = this.gaps.getOrDefault(partition, List.of());
        if (losses.isEmpty()) {
            return null;
        }
        LedgerGap last = losses.get(losses.size() - 1);
        String others = (losses.size() > 1) ? " (earlier losses: " + (losses.size() - 1) + ")" : "";
        return "%s%s. To acknowledge the loss, stop group %s and replay topic %s, or skip offsets with a reason"
            .formatted(last.reason(), others, partition.group(), partition.topic());
    }

}
