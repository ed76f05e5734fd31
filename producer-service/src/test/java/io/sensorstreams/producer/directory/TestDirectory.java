package io.sensorstreams.producer.directory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Data directories with the default limits of scans. */
public final class TestDirectory {

    private static final ScanSettings DEFAULT = new ScanSettings(16L << 30, Duration.ofMinutes(1),
            Duration.ofMillis(500));

    private TestDirectory() {
    }

    public static DataDirectory of(Path root) {
        return new DataDirectory(root, DEFAULT);
    }

    /** The first page of the files. */
    public static List<DataFile> files(DataDirectory directory) throws IOException {
        return directory.list("", DataDirectory.MAX_PAGE).files();
    }

}
