package io.sensorstreams.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;

/**
 * Measures contenders in turn: each round measures all of them one after the other, so
 * that other load of the machine affects all of them.
 */
public final class Contest {

    private final PrintStream out;

    private final int rounds;

    /**
     * Prepares a contest.
     * @param rounds measured rounds; one more round before them is a warm-up
     */
    public Contest(PrintStream out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    /** Measures all contenders, in the same order in each round. */
    public List<Figure> run(List<Contender> contenders) throws IOException, InterruptedException {
        Map<Contender, List<Double>> reached = new LinkedHashMap<>();
        for (int round = 0; round <= this.rounds; round++) {
            for (Contender contender : contenders) {
                double rowsPerSecond = contender.work().run(round);
                this.out.printf("%-10s %-10s %-36s %9s rows/s%n",
                        (round == 0) ? "warm-up" : "round " + round + "/" + this.rounds, contender.part(),
                        contender.name(), Report.number(rowsPerSecond));
                if (round > 0) {
                    reached.computeIfAbsent(contender, (first) -> new ArrayList<>()).add(rowsPerSecond);
                }
            }
        }
        return reached.entrySet()
            .stream()
            .map((entry) -> new Figure(entry.getKey().part(), entry.getKey().name(), "rows/s",
                    new Series(entry.getValue()), entry.getKey().remark()))
            .toList();
    }

}
