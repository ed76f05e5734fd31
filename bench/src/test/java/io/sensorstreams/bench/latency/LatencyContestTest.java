package io.sensorstreams.bench.latency;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatencyContestTest {

    @Test
    void reportsBothPercentilesWithoutTheWarmUp() throws IOException, InterruptedException {
        Report report = new Report();
        LatencyContest contest = new LatencyContest("latency");
        contest.add("tool", "as the tool reports", (round) -> new Percentiles(round + 1, round + 10));

        contest.run(2, new PrintStream(OutputStream.nullOutputStream()), report);

        assertThat(report.figures()).containsExactly(
                new Figure("latency", "tool, p50", "ms", Series.of(2, 3), "as the tool reports"),
                new Figure("latency", LatencyContest.p99("tool"), "ms", Series.of(11, 12), "the same"));
    }

}
