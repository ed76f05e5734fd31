package io.sensorstreams.consumer.listen;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Actions of two replicas in the run without faults. After the last action the partition
 * is read to its end and handed over twice. Files roll at 8 bytes: after the third row.
 */
enum CrashScript {

    /** Everything a writer does: new files, commits, rolls by size, columns and age. */
    WRITE((run) -> run.poll(2), CrashRun::commit, (run) -> run.poll(2), CrashRun::age, CrashRun::commit,
            (run) -> run.poll(2), CrashRun::commit),

    /** Only the first files of both replicas. */
    START,

    /** One replica is frozen and replaced while it has uncommitted rows. */
    FREEZE((run) -> run.poll(2), CrashRun::commit, (run) -> run.poll(1), CrashRun::freeze, (run) -> run.poll(2),
            CrashRun::commit, (run) -> run.poll(1), CrashRun::wake, (run) -> run.poll(2), CrashRun::commit),

    /** One replica is frozen and replaced during its recovery. */
    FREEZE_IN_RECOVERY((run) -> run.poll(2), CrashRun::freezeInRecovery, (run) -> run.poll(2), CrashRun::commit),

    /** Rows are replayed from the middle of a file. */
    REPLAY((run) -> run.poll(5), CrashRun::commit, (run) -> run.replay(1), (run) -> run.poll(2), CrashRun::commit),

    /** Rows of three alternating sets of columns, while two files may be open. */
    TURNS((run) -> run.poll(3), CrashRun::commit, (run) -> run.poll(3), CrashRun::commit, (run) -> run.poll(1),
            CrashRun::handOver, CrashRun::wake, (run) -> run.poll(2), CrashRun::commit),

    /** One replica is frozen and replaced while it has uncommitted rows of two files. */
    TURNS_FREEZE((run) -> run.poll(4), CrashRun::commit, (run) -> run.poll(2), CrashRun::freeze, (run) -> run.poll(2),
            CrashRun::commit, CrashRun::wake),

    /** Files are full in the middle of a poll, between malformed records. */
    MALFORMED((run) -> run.poll(2), (run) -> run.poll(6), CrashRun::commit, (run) -> run.poll(1), CrashRun::freeze,
            (run) -> run.poll(2), CrashRun::wake),

    /** Rows are replayed from the middle of two files. */
    TURNS_REPLAY((run) -> run.poll(4), CrashRun::commit, (run) -> run.replay(2), (run) -> run.poll(3),
            CrashRun::commit),

    /** Retention removes files by their total length. */
    RETAIN((run) -> run.poll(5), CrashRun::commit, CrashRun::retain, (run) -> run.poll(2), CrashRun::commit,
            CrashRun::retain),

    /** The removed rows are replayed in part. */
    RETAIN_REPLAY((run) -> run.poll(5), CrashRun::commit, CrashRun::retain, (run) -> run.replay(1),
            (run) -> run.poll(2), CrashRun::commit),

    /** Retention removes files while others with the same offsets remain. */
    TURNS_RETAIN((run) -> run.poll(7), CrashRun::commit, CrashRun::retain, CrashRun::handOver, (run) -> run.poll(2),
            CrashRun::commit, CrashRun::retain),

    /** One replica is frozen for so long that it looks for files to delete. */
    FREEZE_LONG((run) -> run.poll(2), CrashRun::commit, CrashRun::freeze, (run) -> run.poll(2), CrashRun::commit,
            CrashRun::waitLong, CrashRun::wake, (run) -> run.poll(1), CrashRun::commit);

    private final List<Consumer<CrashRun>> actions;

    @SafeVarargs
    @SuppressWarnings("varargs") // The array is copied and never written to.
    CrashScript(Consumer<CrashRun>... actions) {
        this.actions = List.of(actions);
    }

    List<Consumer<CrashRun>> actions() {
        return this.actions;
    }

    /** Further settings of both replicas. */
    Map<String, String> settings() {
        return name().contains("RETAIN") ? Map.of("sensor.retention.bytes", "10B") : Map.of();
    }

    /** Rows of the partition, with a change of columns and gaps. */
    SimulatedRows rows() {
        SimulatedRows rows = new SimulatedRows();
        if (name().startsWith("TURNS")) {
            for (String columns : List.of("n", "n,m", "n", "n,m", "n,k", "n", "n,m", "n", "n,m")) {
                rows.add(columns.split(","));
            }
            return rows;
        }
        if (this == MALFORMED) {
            return malformed(rows);
        }
        rows.add("n");
        rows.add("n");
        if (this == START) {
            return rows;
        }
        rows.add("n");
        rows.add("n");
        rows.addGap();
        rows.add("n");
        rows.add("n", "m");
        rows.add("n", "m");
        rows.addGap();
        return rows;
    }

    private static SimulatedRows malformed(SimulatedRows rows) {
        rows.addMalformed();
        rows.add("n");
        rows.add("n");
        rows.addMalformed();
        rows.add("n");
        rows.add("n");
        rows.addMalformed();
        rows.add("n");
        rows.addGap();
        rows.addMalformed();
        return rows;
    }

}
