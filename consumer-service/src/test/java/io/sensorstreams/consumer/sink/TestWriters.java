package io.sensorstreams.consumer.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;

/** Opens and commits the writers of partition 0, with a simulated ledger. */
final class TestWriters {

    private TestWriters() {
    }

    /** Adds the reason of each file that is sealed. */
    static WriterSettings.Observer observer(List<RollPolicy.Reason> rolls) {
        return new WriterSettings.Observer() {

            @Override
            public void rolled(RollPolicy.Reason reason) {
                rolls.add(reason);
            }

            @Override
            public void forced(Duration took) {
            }

            @Override
            public void sent(Duration took) {
            }

        };
    }

    static PartitionWriter open(Sink sink, WriterSettings settings, Collection<LedgerEntry> ledger, long start)
            throws IOException {
        try (Recovery recovery = Recovery.begin(sink, 0)) {
            return recovery
                .writer(new RecoveryTarget(settings, List.copyOf(ledger), start, DisputedFiles.NONE, List.of()));
        }
    }

    static void commit(PartitionWriter writer, Map<String, LedgerEntry> ledger) throws IOException {
        writer.flush().forEach((entry) -> ledger.put(entry.file(), entry));
        writer.committed();
    }

}
