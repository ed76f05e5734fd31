package io.sensorstreams.bench.peers;

import java.io.IOException;

/**
 * One way to do the work of a part, to be measured round by round.
 *
 * @param part which part of the benchmark it takes part in
 * @param name what it is called in the table
 * @param remark how it was measured, for the table
 * @param work what is measured
 */
public record Contender(String part, String name, String remark, Work work) {

    /** Does the work once. */
    public interface Work {

        /**
         * Does the work.
         * @param round number of the round, from 0; the first one only warms up
         * @return rows per second
         */
        double run(int round) throws IOException, InterruptedException;

    }

}
