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

        /**
         * Does the work.
         * @param round number of the round, from 0; the first one only warms up
         * @return rows per second
         */
        double run(int round) throws IOException, InterruptedException;

    }

    private record Contender(String part, String name, String remark, Work work, List<Double> reached) {
    }

    private final List<Contender> contenders = new ArrayList<>();

    /**
     * Adds a way to do the work of a part.
     * @param part part of the benchmark
     * @param name name in the table
     * @param remark how it is measured, for the table
     */
    public void add(String part, String name, String remark, Work work) {
        this.contenders.add(new Contender(part, name, remark, work, new ArrayList<>()));
    }

    /**
     * Measures all contenders, in the same order in each round.
     * @param rounds measured rounds; one more round before them is a warm-up
     */
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
