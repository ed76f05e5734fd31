package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.sensorstreams.bench.report.Report;
import org.awaitility.Awaitility;

/** File to which another program writes rows. */
record GrowingFile(Path path) {

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final Duration POLL = Duration.ofMillis(20);

    /**
     * Waits until the file is complete and deletes it. The start of the other program is
     * not measured.
     * @param bytes length of the file when it has all rows
     * @return rows per second from the first to the last row
     */
    double rowsPerSecond(long rows, long bytes) throws IOException {
        await("has rows", () -> Files.exists(this.path) && Files.size(this.path) > 0);
        long begin = System.nanoTime();
        long first = Files.size(this.path);
        await("is complete", () -> Files.size(this.path) >= bytes);
        long nanos = System.nanoTime() - begin;
        if (Files.size(this.path) != bytes) {
            throw new IllegalStateException(this.path + " has " + Files.size(this.path) + " bytes, expected " + bytes);
        }
        Files.delete(this.path);
        return Report.perSecond(rows * (bytes - first) / bytes, nanos);
    }

    private void await(String what, Callable<Boolean> reached) {
        Awaitility.await(this.path + " " + what)
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(POLL)
            .until(reached);
    }

}
