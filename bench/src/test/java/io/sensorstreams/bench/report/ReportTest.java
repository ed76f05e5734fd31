package io.sensorstreams.bench.report;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private final Report report = new Report();

    ReportTest() {
        this.report.add(new Figure("producer", "ours", "rows/s", Series.of(400_000, 300_000, 500_000), "a remark"));
        this.report.add(new Figure("producer", "theirs", "rows/s", Series.of(200_000, 100_000, 500_000), "another"));
    }

    @Test
    void comparesRoundByRound() {
        assertThat(this.report.quotient("producer", "ours", "theirs")).contains(2.0);
    }

    @Test
    void doesNotCompareContendersThatWereNotMeasured() {
        assertThat(this.report.quotient("producer", "ours", "kcat")).isEmpty();
        assertThat(this.report.quotient("consumer", "ours", "theirs")).isEmpty();
    }

    @Test
    void findsTheLowestOfThoseThatWereMeasured() {
        assertThat(this.report.lowest("producer", List.of("ours", "theirs", "kcat"))).contains("theirs");
        assertThat(this.report.lowest("producer", List.of("ours", "kcat"))).contains("ours");
        assertThat(this.report.lowest("consumer", List.of("ours"))).isEmpty();
    }

    @Test
    void showsFiguresAndRatiosAsTables() {
        this.report.add(Ratio.atLeast("ours-vs-theirs", this.report.quotient("producer", "ours", "theirs"), 3));
        this.report.add(new Figure("latency", "ours", "ms", Series.of(1.5), "once"));
        assertThat(this.report.markdown()).containsExactly("| part | what | median | lowest to highest | unit | how |",
                "|---|---|---:|---:|---|---|", "| producer | ours | 400,000 | 300,000 to 500,000 | rows/s | a remark |",
                "| producer | theirs | 200,000 | 100,000 to 500,000 | rows/s | another |",
                "| latency | ours | 1.50 |  | ms | once |", "", "| ratio | reached | goal | |", "|---|---:|---:|---|",
                "| ours-vs-theirs | 2.00 | at least 3 | **not reached** |");
    }

    @Test
    void showsGoalsWithTheirDecimals() {
        assertThat(Ratio.atLeast("loss", Optional.of(0.98), 0.97).limit()).isEqualTo("at least 0.97");
        assertThat(Ratio.atMost("latency", Optional.of(1.4), 1.5).limit()).isEqualTo("at most 1.5");
        assertThat(Ratio.atMost("third", Optional.empty(), 1.0 / 3).limit()).isEqualTo("at most 0.33");
    }

    @Test
    void endsWithALineForEachRatio() {
        this.report.add(Ratio.atLeast("ours-vs-theirs", this.report.quotient("producer", "ours", "theirs"), 2));
        this.report.add(Ratio.atLeast("ours-vs-kcat", this.report.quotient("producer", "ours", "kcat"), 1));
        assertThat(this.report.ratioLines()).containsExactly("RATIO ours-vs-theirs 2.00", "RATIO ours-vs-kcat n/a");
    }

    @Test
    void reachesALimitFromAboveByStayingBelow() {
        assertThat(Ratio.atMost("latency", Optional.of(1.4), 1.5).isReached()).isTrue();
        assertThat(Ratio.atMost("latency", Optional.of(1.6), 1.5).isReached()).isFalse();
    }

}
