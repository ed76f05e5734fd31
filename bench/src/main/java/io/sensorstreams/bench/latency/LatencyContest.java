package io.sensorstreams.bench.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Percentiles;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;

/**
 * Measures latencies in turn: each round measures all contenders one after the other, so
 * that other load of the machine affects all of them.
 */
public final class LatencyContest {

    /** Work of one round. */
    public interface Work {

        /** Returns the latencies in milliseconds. Round 0 only warms up. */
        Percentiles run(int round) throws IOException, InterruptedException;

    }

    private record Contender(String name, String remark, Work work, List<Percentiles> reached) {
    }

    private final String part;

    private final List<Contender> contenders = new ArrayList<>();

    public LatencyContest(String part) {
        this.part = part;
    }

    /** Returns the name of the figure with the 99th percentiles of a contender. */
    public static String p99(String name) {
        return name + ", p99";
    }

    /** Adds a contender. The remark says how it is measured. */
    public void add(String name, String remark, Work work) {
        this.contenders.add(new Contender(name, remark, work, new ArrayList<>()));
    }

    /** Measures all contenders in each of these rounds, after one that warms up. */
    public void run(int rounds, PrintStream out, Report report) throws IOException, InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : this.contenders) {
                Percentiles reached = contender.work().run(round);
                out.printf("%-10s %-10s %-34s p50 %.1f ms, p99 %.1f ms%n",
                        (round == 0) ? "warm-up" : "round " + round + "/" + rounds, this.part, contender.name(),
                        reached.p50(), reached.p99());
                if (round > 0) {
                    contender.reached().add(reached);
                }
            }
        }
        this.contenders.forEach((contender) -> add(report, contender));
    }

    private void add(Report report, Contender contender) {
        List<Percentiles> reached = contender.reached();
        report.add(new Figure(this.part, contender.name() + ", p50", "ms",
                new Series(reached.stream().map(Percentiles::p50).toList()), contender.remark()));
        report.add(new Figure(this.part, p99(contender.name()), "ms",
                new Series(reached.stream().map(Percentiles::p99).toList()), "the same"));
    }

}
