package io.sensorstreams.system;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.ChildProcess;
import org.awaitility.Awaitility;

/**
 * File system of a few megabytes that can be filled up and freed: a tmpfs in a separate
 * mount namespace, which requires no root privileges. A separate process keeps the
 * namespace, so that the disk outlives the programs that write to it.
 */
final class SmallDisk implements AutoCloseable {

    private final Path mountPoint;

    private final ChildProcess holder;

    /**
     * Creates the disk.
     * @param mountPoint directory where programs on the disk see it
     */
    SmallDisk(Path mountPoint, int megabytes, Path log) throws IOException {
        this.mountPoint = Files.createDirectories(mountPoint);
        String script = "mount -t tmpfs -o size=%dm none '%s' && touch '%s/mounted' && exec sleep infinity"
            .formatted(megabytes, mountPoint, mountPoint);
        this.holder = new ChildProcess(List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script),
                Map.of(), log)
            .killAtExit();
        Awaitility.await("a small disk at " + mountPoint + ", see " + log)
            .atMost(Duration.ofSeconds(10))
            .until(() -> Files.exists(fromOutside().resolve("mounted")));
    }

    /** Returns the words before a command that run its program on the disk. */
    List<String> prefix() {
        return List.of("nsenter", "--user", "--mount", "--preserve-credentials", "--target",
                String.valueOf(this.holder.pid()));
    }

    /** Returns the path of the disk for this process. */
    Path fromOutside() {
        return Path.of("/proc/" + this.holder.pid() + "/root" + this.mountPoint);
    }

    /** Fills the disk completely. */
    void fill() {
        fill(Integer.MAX_VALUE);
    }

    /** Uses this number of megabytes of the disk, or all of its free space. */
    void fill(int megabytes) {
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (int i = 0; i < megabytes; i++) {
                out.write(block);
            }
        }
        catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return fromOutside().resolve("ballast");
    }

    @Override
    public void close() {
        this.holder.close();
    }

}
