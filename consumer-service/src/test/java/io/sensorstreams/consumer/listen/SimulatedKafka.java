package io.sensorstreams.consumer.listen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.CRC32C;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.wire.DeadLetter;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.standing.CommittedState;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Simulates the part of Kafka that the commit protocol needs: records of one partition,
 * generation and offset of the group, and the ledger. A commit is applied atomically or
 * not at all, and its sender may not get the result. Later reads return the actual state.
 */
final class SimulatedKafka {

    static final String TOPIC = "AIR";

    static final String TOPIC_ID = "topic-1";

    private final Choices choices;

    private final SimulatedRows rows;

    private final FileFormat format;

    private final boolean whole;

    private final List<Long> deadLetters = new ArrayList<>();

    private final Map<String, LedgerEntry> ledger = new TreeMap<>();

    private final Map<String, LedgerGap> gaps = new TreeMap<>();

    /**
     * Lines that retention removed and no replay wrote again, by offset of their file.
     */
    private final Map<Long, List<String>> removed = new TreeMap<>();

    private OptionalLong committed = OptionalLong.empty();

    private int generation;

    SimulatedKafka(Choices choices, CrashScenario scenario) {
        this.choices = choices;
        this.rows = scenario.script().rows();
        this.format = scenario.format();
        this.whole = scenario.isWhole();
    }

    /** Whether files are committed as a whole. */
    boolean isWhole() {
        return this.whole;
    }

    /** Format of the files of all replicas. */
    FileFormat format() {
        return this.format;
    }

    /** Offsets of the records that were sent to the dead-letter topic. */
    List<Long> deadLetters() {
        return this.deadLetters;
    }

    SimulatedRows rows() {
        return this.rows;
    }

    /**
     * Adds a member, which owns the partition from now on; earlier members are fenced.
     */
    int join() {
        return ++this.generation;
    }

    StartingPoint startingPoint() {
        CommittedState state = new CommittedState(new PartitionKey("AIR", TOPIC, 0),
                this.committed.stream().mapToObj(OffsetAndMetadata::new).findFirst(), files(),
                List.copyOf(this.gaps.values()), DisputedFiles.NONE);
        return new StartingPoint(state, "cluster-1", TOPIC_ID, 0, this.rows.end());
    }

    /** All files, by first offset. */
    List<LedgerEntry> files() {
        return this.ledger.values().stream().sorted(Comparator.comparingLong(LedgerEntry::firstOffset)).toList();
    }

    List<String> removed() {
        return this.removed.values().stream().flatMap(List::stream).toList();
    }

    boolean isAllCommitted() {
        return this.committed.orElse(0) == this.rows.end();
    }

    /** Commits, refuses, or returns no result. */
    void commit(Commit commit, int ofGeneration) {
        if (ofGeneration != this.generation) {
            throw new CommitFailedException("Fenced: generation " + ofGeneration);
        }
        int fault = this.choices.fault("COMMIT", TOPIC, "aborted", "aborted, unknown", "committed, unknown",
                "aborted, crash", "committed, crash");
        if (fault == 0 || fault == 3 || fault == 5) {
            apply(commit);
        }
        if (fault == 1) {
            throw new KafkaException("Aborted");
        }
        if (fault == 2 || fault == 3) {
            throw new TimeoutException("No answer");
        }
        if (fault > 3) {
            throw new Crash("commit");
        }
        this.choices.committed();
    }

    private void apply(Commit commit) {
        commit.deleted().forEach(this::remove);
        commit.closed().forEach((gap) -> this.gaps.remove(gap.key()));
        commit.gaps().forEach((gap) -> this.gaps.put(gap.key(), gap));
        commit.files().forEach((entry) -> this.ledger.put(entry.key(), entry));
        commit.deadLetters()
            .forEach((letter) -> this.deadLetters.add(Long.parseLong(
                    new String(letter.headers().lastHeader(DeadLetter.OFFSET).value(), StandardCharsets.UTF_8))));
        for (OffsetAndMetadata offset : commit.offsets().values()) {
            this.committed = OptionalLong.of(offset.offset());
        }
    }

    private void remove(LedgerEntry entry) {
        if (this.ledger.remove(entry.key(), entry) && entry.sealed()) {
            this.removed.put(entry.firstOffset(), this.rows.lines(entry.firstOffset(), entry.nextOffset()));
            return;
        }
        throw new AssertionError("Retention removed " + entry + " from " + this.ledger.values());
    }

    /** Removes the rows from an offset on; the group must be empty. */
    void replay(long wanted) {
        long from = this.whole ? startOfSegments(wanted) : wanted;
        this.deadLetters.removeIf((offset) -> offset >= from);
        for (LedgerEntry entry : files()) {
            if (entry.firstOffset() >= from) {
                this.ledger.remove(entry.key());
            }
            else if (entry.nextOffset() > from) {
                this.ledger.put(entry.key(), cut(entry, from));
            }
        }
        this.committed = OptionalLong.of(Math.min(from, this.committed.orElse(0)));
        replayRemoved(from);
    }

    private void replayRemoved(long from) {
        this.removed.replaceAll((first, lines) -> {
            List<String> before = this.rows.lines(first, Math.max(first, from));
            return lines.stream().filter(before::contains).toList();
        });
        List.copyOf(this.gaps.values()).forEach((gap) -> {
            this.gaps.remove(gap.key());
            if (gap.from() < from) {
                LedgerGap shorter = gap.before(Math.min(from, gap.to()));
                this.gaps.put(shorter.key(), shorter);
            }
        });
    }

    /** First offset at or before the wanted one that is within no file. */
    private long startOfSegments(long wanted) {
        long from = wanted;
        for (LedgerEntry entry : files()) {
            if (entry.firstOffset() < from && from < entry.nextOffset()) {
                return startOfSegments(entry.firstOffset());
            }
        }
        return from;
    }

    private LedgerEntry cut(LedgerEntry entry, long to) {
        byte[] kept = this.rows.file(entry.firstOffset(), to);
        CRC32C checksum = new CRC32C();
        checksum.update(kept);
        return entry.toBuilder()
            .nextOffset(to)
            .rows(this.rows.lines(entry.firstOffset(), to).size())
            .bytes(kept.length)
            .crc32c(String.format("%08x", checksum.getValue()))
            .sealed(true)
            .build();
    }

}
