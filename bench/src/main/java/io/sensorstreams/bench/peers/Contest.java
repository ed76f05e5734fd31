package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;

/**
 * Measures contenders in turn: each round measures all of them one after the other, so
 * that other load of the machine affects all of them.
 */
public final class Contest {

    /** Work of one round. */
    public interface Work {

        /** Returns the rows per second. Round 0 only warms up. */
        double run(int round) throws IOException, InterruptedException;

    }

    private record Contender(String part, String name, String remark, Work work, List<Double> reached) {
    }

    private final List<Contender> contenders = new ArrayList<>();

    /** Adds a way to do the work of a part. The remark says how it is measured. */
    public void add(String part, String name, String remark, Work work) {
        this.contenders.add(new Contender(part, name, remark, work, new ArrayList<>()));
    }

    /** Measures all contenders in each of these rounds, after one that warms up. */
    public void run(int rounds, PrintStream out, Report report) throws IOException, InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : this.contenders) {
                double rowsPerSecond = contender.work().run(round);
                out.printf("%-10s %-10s %-36s %9s rows/s%n", (round == 0) ? "warm-up" : "round " + round + "/" + rounds,
                        contender.part(), contender.name(), Report.number(rowsPerSecond));
                if (round > 0) {
                    contender.reached().add(rowsPerSecond);
                }
            }
        }
        for (Contender contender : this.contenders) {
            report.add(new Figure(contender.part(), contender.name(), "rows/s", new Series(contender.reached()),
                    contender.remark()));
        }
    }

}
