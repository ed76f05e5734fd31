package io.sensorstreams.consumer.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.LedgerEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a partition's directory what the ledger says: files end where they are committed,
 * files that were never committed are gone. It looks at everything before it changes
 * anything. Files that another instance owns may be on another disk.
 */
final class Recovery {

    private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

    private final PartitionDirectory directory;

    private final Sink sink;

    private final int partition;

    private final WriterSettings settings;

    Recovery(PartitionDirectory directory, Sink sink, int partition, WriterSettings settings) {
        this.directory = directory;
        this.sink = sink;
        this.partition = partition;
        this.settings = settings;
    }

    /**
     * Recovers the directory.
     * @param committed the partition's files in the ledger, by first offset
     * @param start offset that the partition goes on at
     * @param extension ending of the files that can be gone on in
     * @return the file to go on in; empty when the next row starts a file
     * @throws RecoveryException when bytes that are committed are missing or changed
     */
    Optional<RecoveredFile> run(List<LedgerEntry> committed, long start, String extension) throws IOException {
        Map<String, LedgerEntry> known = committed.stream()
            .collect(Collectors.toMap(LedgerEntry::file, Function.identity()));
        List<String> unknown = unknownFiles(known, start);
        if (!unknown.isEmpty()) {
            checkCluster();
        }
        for (LedgerEntry entry : committed) {
            checkLength(entry);
        }
        Optional<RecoveredFile> open = openFile(committed, extension);
        for (String name : unknown) {
            delete(name);
        }
        for (LedgerEntry entry : committed) {
            cut(entry);
        }
        if (!unknown.isEmpty()) {
            this.directory.force();
        }
        this.directory.claim(this.settings.cluster());
        return open;
    }

    /** A file from before the start was committed once: deleting it would lose rows. */
    private List<String> unknownFiles(Map<String, LedgerEntry> known, long start) throws IOException {
        List<String> unknown = new ArrayList<>();
        for (String name : this.directory.names()) {
            OptionalLong firstOffset = SegmentName.firstOffset(this.sink.topic(), this.partition, name);
            if (firstOffset.isEmpty() || known.containsKey(name)) {
                continue;
            }
            if (firstOffset.getAsLong() < start) {
                throw new RecoveryException("File " + this.directory.path(name) + " is not in the ledger, but starts"
                        + " before the committed offset " + start + "; move it out of the directory");
            }
            unknown.add(name);
        }
        return unknown;
    }

    /** What another cluster's ledger knows, ours must not delete. */
    private void checkCluster() throws IOException {
        Optional<String> cluster = this.directory.cluster();
        if (cluster.isPresent() && !cluster.get().equals(this.settings.cluster())) {
            throw new RecoveryException("Directory " + this.directory.path("") + " has files of Kafka cluster "
                    + cluster.get() + ", but this is cluster " + this.settings.cluster()
                    + "; move them away, or set another output directory");
        }
    }

    private void checkLength(LedgerEntry entry) throws IOException {
        if (!this.directory.exists(entry.file())) {
            if (entry.owner().equals(this.settings.owner())) {
                throw new RecoveryException("File " + this.directory.path(entry.file()) + " is missing, but the"
                        + " ledger has " + entry.bytes() + " bytes of it; " + remedy(entry));
            }
            return;
        }
        long size = this.directory.size(entry.file());
        if (size < entry.bytes()) {
            throw new RecoveryException("File " + this.directory.path(entry.file()) + " has " + size
                    + " bytes, but the ledger has " + entry.bytes() + " of it; " + remedy(entry));
        }
    }

    private String remedy(LedgerEntry entry) {
        return "restore it, or stop group " + this.sink.group() + " and replay topic " + this.sink.topic()
                + " from offset " + entry.firstOffset() + " or before";
    }

    /** Only the last file can be gone on in: rows stand in the order of their offsets. */
    private Optional<RecoveredFile> openFile(List<LedgerEntry> committed, String extension) throws IOException {
        if (committed.isEmpty()) {
            return Optional.empty();
        }
        LedgerEntry last = committed.get(committed.size() - 1);
        if (last.sealed() || !last.file().endsWith("." + extension) || !this.directory.exists(last.file())) {
            return Optional.empty();
        }
        return Optional.of(check(last));
    }

    private RecoveredFile check(LedgerEntry entry) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteArrayOutputStream firstLine = new ByteArrayOutputStream();
        try (InputStream in = this.directory.read(entry.file())) {
            byte[] chunk = new byte[64 * 1024];
            boolean inFirstLine = true;
            for (long left = entry.bytes(); left > 0;) {
                int length = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, left));
                checksum.update(chunk, 0, length);
                inFirstLine = inFirstLine && !copyLine(chunk, length, firstLine);
                left -= length;
            }
        }
        String found = String.format("%08x", checksum.getValue());
        if (!found.equals(entry.crc32c())) {
            throw new RecoveryException(
                    "File " + this.directory.path(entry.file()) + " has CRC-32C " + found + " in its first "
                            + entry.bytes() + " bytes, but the ledger has " + entry.crc32c() + "; " + remedy(entry));
        }
        return new RecoveredFile(entry, checksum, firstLine.toByteArray());
    }

    /** Copies up to the line's end; returns whether it was there. */
    private static boolean copyLine(byte[] chunk, int length, ByteArrayOutputStream line) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                return true;
            }
            line.write(chunk[i]);
        }
        return false;
    }

    private void delete(String name) throws IOException {
        this.directory.delete(name);
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(name))
            .log("Deleted a file that was never committed");
    }

    private void cut(LedgerEntry entry) throws IOException {
        if (!this.directory.exists(entry.file()) || this.directory.size(entry.file()) == entry.bytes()) {
            return;
        }
        LOGGER.atInfo()
            .addKeyValue("topic", this.sink.topic())
            .addKeyValue("partition", this.partition)
            .addKeyValue("file", this.directory.path(entry.file()))
            .addKeyValue("from", this.directory.size(entry.file()))
            .addKeyValue("to", entry.bytes())
            .log("Cut a file back to what is committed");
        this.directory.cut(entry.file(), entry.bytes());
    }

}
