package io.sensorstreams.bench.peers;

import java.util.List;

import io.sensorstreams.bench.report.Percentiles;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class KafkaToolsTest {

    @Test
    void readsThePercentilesOfTheLatencyTool() {
        List<String> lines = """
                0	12.3
                Avg latency: 1.2345 ms
                Percentiles: 50th = 1, 99th = 4, 99.9th = 9
                """.lines().toList();

        assertThat(KafkaTools.percentiles(lines)).as("which rounds down").isEqualTo(new Percentiles(1.5, 4.5));
    }

    @Test
    void failsWithoutPercentiles() {
        assertThatIllegalStateException().isThrownBy(() -> KafkaTools.percentiles(List.of("Avg latency: 1 ms")))
            .withMessageStartingWith("No line matches ")
            .withMessageEndingWith(": [Avg latency: 1 ms]");
    }

}
