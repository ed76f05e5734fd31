package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.sink.Sink;

/**
 * Files of a topic that was deleted and created anew. Kafka does not hold their rows, so
 * they are not deleted, but make room for those of the new topic.
 */
final class ReplacedFiles {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'replaced-'yyyyMMdd'T'HHmmss.SSS'Z'")
        .withZone(ZoneOffset.UTC);

    private ReplacedFiles() {
    }

    /**
     * Moves the files that are on this disk into a directory beside them; durable on
     * return.
     */
    static void setAside(Sink sink, int partition, List<LedgerEntry> files, Instant at) throws IOException {
        Path directory = sink.partitionDirectory(partition);
        Path aside = directory.resolve(NAME.format(at));
        for (LedgerEntry entry : files) {
            Path file = directory.resolve(entry.file());
            if (Files.exists(file)) {
                Files.createDirectories(aside);
                Files.move(file, aside.resolve(entry.file()));
            }
        }
        if (Files.exists(aside)) {
            force(aside);
            force(directory);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

}
