package io.sensorstreams.bench.peers;

import java.io.IOException;

/**
 * A way to do the work of a part that is measured in rounds.
 *
 * @param part part of the benchmark
 * @param name name in the table
 * @param remark how it is measured, for the table
 * @param work the measured work
 */
public record Contender(String part, String name, String remark, Work work) {

    /** Work of one round. */
    public interface Work {

        /**
         * Does the work.
         * @param round number of the round, from 0; the first one only warms up
         * @return rows per second
         */
        double run(int round) throws IOException, InterruptedException;

    }

}
