package io.sensorstreams.launcher.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.StreamPlans;
import io.sensorstreams.launcher.plan.WatchedFiles;
import io.sensorstreams.launcher.progress.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WatchingTest {

    private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE / 2);

    private final LeftOut leftOut = new LeftOut(
            new Screen(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false, 80,
                    Instant.now()),
            new StreamPlans(List.of(), Map.of(), Map.of()));

    @TempDir
    private Path path;

    @Test
    void looksEveryTwoSeconds() throws IOException {
        Watching watching = watching();
        Files.createFile(this.path.resolve("2024.csv"));
        watching.look(this.leftOut);
        assertThat(this.leftOut.files()).isEqualTo("2024.csv");

        Files.createFile(this.path.resolve("SEA.csv"));
        this.nanos.addAndGet(Duration.ofMillis(1_900).toNanos());
        watching.look(this.leftOut);
        assertThat(this.leftOut.files()).isEqualTo("2024.csv");

        this.nanos.addAndGet(Duration.ofMillis(200).toNanos());
        watching.look(this.leftOut);
        assertThat(this.leftOut.reasons()).containsOnlyKeys("2024.csv", "SEA.csv");
    }

    @Test
    void outlivesTheDirectory() throws IOException {
        Watching watching = watching();
        Files.delete(this.path);

        watching.look(this.leftOut);

        assertThat(this.leftOut.files()).isEmpty();
    }

    private Watching watching() {
        return new Watching(new WatchedFiles(new DataDirectory(this.path), Set.of("AIR"), Set.of()), this.nanos::get);
    }

}
