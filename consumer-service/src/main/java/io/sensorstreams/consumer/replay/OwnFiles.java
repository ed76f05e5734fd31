package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.listen.SensorProperties;
import io.sensorstreams.consumer.sink.DirectoryLabel;
import io.sensorstreams.consumer.sink.Sink;

import org.springframework.stereotype.Component;

/**
 * Knows which files this instance wrote that are not on its disk any more.
 */
@Component
class OwnFiles {

    private final String instance;

    OwnFiles(SensorProperties properties) {
        this.instance = properties.instance();
    }

    /** Whether this instance wrote a file, and nobody has it now. */
    boolean isLost(Sink sink, LedgerEntry entry) throws IOException {
        if (!entry.owner().equals(this.instance)) {
            return false;
        }
        Path directory = sink.partitionDirectory(entry.partition());
        return !Files.isRegularFile(directory.resolve(entry.file()))
                || DirectoryLabel.readIfIntact(directory).filter((label) -> label.holds(entry)).isEmpty();
    }

    /**
     * What the ledger says instead of a file that is lost.
     * @param end offset that the rows are written again from
     */
    LedgerGap lost(LedgerEntry entry, long end, Instant at) {
        long to = Math.min(entry.nextOffset(), end);
        return new LedgerGap(entry.group(), entry.topic(), entry.partition(), entry.firstOffset(), to, Kind.FILES_LOST,
                Math.min(entry.rows(), to - entry.firstOffset()),
                "File " + entry.file() + " is gone, and Kafka has removed its records", at, this.instance,
                entry.topicId(), true);
    }

}
