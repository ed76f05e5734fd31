package io.sensorstreams.consumer.listen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerObject;
import io.sensorstreams.consumer.bucket.SimulatedStore;
import io.sensorstreams.consumer.disk.SimulatedDisk;
import io.sensorstreams.consumer.parquet.ParquetRows;
import org.jspecify.annotations.Nullable;

/**
 * Compares the simulated disks with the simulated ledger, independently of the code under
 * test.
 */
final class CommittedBytes {

    /** Lines by the bytes of files: an exploration has the same files many times. */
    private static final Map<ByteBuffer, byte[]> LINES_OF_PARQUET = new ConcurrentHashMap<>();

    private final SimulatedKafka kafka;

    private final @Nullable SimulatedStore store;

    private final List<SimulatedDisk> disks;

    CommittedBytes(SimulatedWorld world, List<SimulatedDisk> disks) {
        this.kafka = world.kafka();
        this.store = world.store();
        this.disks = disks;
    }

    /** Checks that every committed byte is on some disk or in the store. */
    void areThere() {
        for (LedgerEntry entry : this.kafka.files()) {
            byte[] expected = this.kafka.rows().file(entry.firstOffset(), entry.nextOffset());
            byte[] found = (this.store != null) ? object(entry, this.store) : file(entry);
            require(found != null && found.length >= entry.bytes(), "bytes of", entry, found);
            byte[] committed = Arrays.copyOf(found, (int) entry.bytes());
            require(Arrays.equals(content(committed), expected), "bytes of", entry, found);
            require(crc32c(committed).equals(entry.crc32c()), "checksum of", entry, found);
        }
    }

    private byte @Nullable [] file(LedgerEntry entry) {
        return this.disks.stream()
            .map(CommittedBytes::files)
            .filter((files) -> isLabelled(files, entry.disk()))
            .findFirst()
            .map((files) -> files.get(entry.file()))
            .orElse(null);
    }

    private static byte @Nullable [] object(LedgerEntry entry, SimulatedStore store) {
        LedgerObject object = entry.object();
        if (object == null || !object.etag().equals(store.etags().get(object.key()))) {
            return null;
        }
        return store.objects().get(object.key());
    }

    /** Checks that the store has no other objects than those of the ledger. */
    void areAllObjects() {
        Set<String> keys = new TreeSet<>(this.store.objects().keySet());
        keys.addAll(this.store.uploads());
        keys.removeIf((key) -> key.matches(SimulatedWorld.PROBES));
        this.kafka.files().forEach((entry) -> keys.remove(entry.object().key()));
        if (!keys.isEmpty()) {
            throw new AssertionError("Objects " + keys + " are there after a recovery, but not in the ledger");
        }
    }

    /** Decompresses without the code under test; damaged bytes have no content. */
    private byte[] content(byte[] stored) {
        if (this.kafka.format().isParquet()) {
            return LINES_OF_PARQUET.computeIfAbsent(ByteBuffer.wrap(stored), (bytes) -> linesOfParquet(bytes.array()));
        }
        ByteArrayInputStream bytes = new ByteArrayInputStream(stored);
        try (InputStream in = switch (this.kafka.format().compression()) {
            case NONE -> bytes;
            case GZ -> new GZIPInputStream(bytes);
            case ZST -> new ZstdInputStream(bytes);
        }) {
            return in.readAllBytes();
        }
        catch (IOException e) {
            return new byte[0];
        }
    }

    /** Names of the columns and values, as CSV has them; the values are whole numbers. */
    private static byte[] linesOfParquet(byte[] stored) {
        try {
            Path copy = Files.createTempFile("committed", ".parquet");
            try {
                Files.write(copy, stored);
                try (ParquetRows rows = ParquetRows.open(copy, stored.length)) {
                    StringBuilder lines = new StringBuilder(String.join(",", rows.columns().names())).append('\n');
                    while (rows.next()) {
                        lines.append(new String(rows.line().array(), 0, rows.line().length(), StandardCharsets.UTF_8));
                    }
                    return lines.toString().getBytes(StandardCharsets.UTF_8);
                }
            }
            finally {
                Files.delete(copy);
            }
        }
        catch (IOException e) {
            return new byte[0];
        }
    }

    private static String crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return String.format("%08x", checksum.getValue());
    }

    /**
     * Checks that a disk contains only committed files and bytes.
     * @param waiting whether rows wait in temporary files
     */
    void areAll(SimulatedDisk disk, boolean waiting) {
        Map<String, byte[]> files = files(disk);
        files.forEach((name, bytes) -> {
            if (name.endsWith(".part") && !waiting) {
                throw new AssertionError("Temporary file " + name + " is there after a recovery");
            }
            if (name.startsWith(".")) {
                return;
            }
            Optional<LedgerEntry> entry = this.kafka.files()
                .stream()
                .filter((committed) -> committed.file().equals(name) && isLabelled(files, committed.disk()))
                .findFirst();
            if (entry.isEmpty()) {
                throw new AssertionError("File " + name + " is there after a recovery, but was never committed");
            }
            require(entry.get().bytes() == bytes.length, "end after a recovery of", entry.get(), bytes);
        });
    }

    /**
     * Checks that every row is committed once, and in order in the files of its columns,
     * except for the rows that retention removed.
     */
    void areComplete() {
        List<String> lines = new ArrayList<>();
        Map<String, Long> next = new HashMap<>();
        for (LedgerEntry entry : this.kafka.files()) {
            String header = this.kafka.rows().header(entry.firstOffset());
            if (entry.firstOffset() < next.getOrDefault(header, 0L)) {
                throw new AssertionError("Files overlap: " + this.kafka.files());
            }
            next.put(header, entry.nextOffset());
            lines.addAll(this.kafka.rows().lines(entry.firstOffset(), entry.nextOffset()));
        }
        // A removed row must not be in a file again, unless it was replayed.
        lines.addAll(this.kafka.removed());
        List<String> sent = this.kafka.rows().allLines();
        // Each row has a unique number.
        lines.sort(Comparator.comparingInt((line) -> Integer.parseInt(line.strip().split(",")[0])));
        if (!lines.equals(sent)) {
            throw new AssertionError("Files hold " + lines + ", sent was " + sent);
        }
        if (!this.kafka.deadLetters().equals(this.kafka.rows().malformed())) {
            throw new AssertionError("Dead letters of offsets " + this.kafka.deadLetters() + ", malformed are "
                    + this.kafka.rows().malformed());
        }
    }

    private static void require(boolean holds, String what, LedgerEntry entry, byte[] found) {
        if (!holds) {
            throw new AssertionError("Wrong " + what + " " + entry + ", found "
                    + ((found != null) ? '"' + new String(found, StandardCharsets.UTF_8) + '"' : "no file"));
        }
    }

    private static boolean isLabelled(Map<String, byte[]> files, String disk) {
        byte[] label = files.getOrDefault(".disk", new byte[0]);
        return new String(label, StandardCharsets.UTF_8).endsWith(disk + "\n");
    }

    private static Map<String, byte[]> files(SimulatedDisk disk) {
        return disk.files(SimulatedReplica.DIRECTORY);
    }

}
