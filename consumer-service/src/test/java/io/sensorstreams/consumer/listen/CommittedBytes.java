package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.disk.SimulatedDisk;

/**
 * Compares the simulated disks with the simulated ledger, independently of the code under
 * test.
 */
final class CommittedBytes {

    private final SimulatedKafka kafka;

    private final List<SimulatedDisk> disks;

    CommittedBytes(SimulatedKafka kafka, List<SimulatedDisk> disks) {
        this.kafka = kafka;
        this.disks = disks;
    }

    /** Checks that every committed byte is on some disk and is correct. */
    void areThere() {
        for (LedgerEntry entry : this.kafka.files()) {
            byte[] expected = this.kafka.rows().file(entry.firstOffset(), entry.nextOffset());
            byte[] found = this.disks.stream()
                .map(CommittedBytes::files)
                .filter((files) -> isLabelled(files, entry.disk()))
                .findFirst()
                .map((files) -> files.get(entry.file()))
                .orElse(null);
            require(entry.bytes() == expected.length, "length in the ledger of", entry, found);
            require(found != null && found.length >= expected.length
                    && Arrays.equals(found, 0, expected.length, expected, 0, expected.length), "bytes of", entry,
                    found);
        }
    }

    /** Checks that a disk contains only committed files and bytes. */
    void areAll(SimulatedDisk disk) {
        Map<String, byte[]> files = files(disk);
        files.forEach((name, bytes) -> {
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
     * Checks that every row is committed once, and in order in the files of its columns.
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
        List<String> sent = this.kafka.rows().allLines();
        // Each row has a unique number.
        lines.sort(Comparator.comparingInt((line) -> Integer.parseInt(line.strip().split(",")[0])));
        if (!lines.equals(sent)) {
            throw new AssertionError("Files hold " + lines + ", sent was " + sent);
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
