package io.sensorstreams.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a short {@code ./soak.sh}. {@code -Dsoak.seed=S} repeats the faults of a run. */
@Tag("long")
class FaultsE2E {

    private static final Duration LENGTH = Duration.ofSeconds(15);

    private static final int PARTITIONS = 4;

    private final long seed = Long.getLong("soak.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    private static Stream<Output> outputs() {
        return Stream.of(Output.DEFAULT, new Output(Output.Store.S3, Output.Format.PARQUET));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void everyRowIsInTheFilesOnceDespiteFaults(Output output, @TempDir Path directory) throws Exception {
        System.out.println("soak.seed=" + this.seed);
        try (FaultyCluster cluster = Soak.cluster(directory, LENGTH, PARTITIONS, output)) {
            Soak soak = new Soak(cluster, LENGTH, this.seed, System.out);
            assertThat(soak.run()).as("to repeat it: -Dsoak.seed=%d", this.seed).isEmpty();
        }
    }

}
