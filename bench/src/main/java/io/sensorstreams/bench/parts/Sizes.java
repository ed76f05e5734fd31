package io.sensorstreams.bench.parts;

/**
 * Size of a measurement.
 *
 * @param rounds measured rounds
 * @param rows rows that a contender sends or receives in a round
 * @param slowRows rows for Kafka Connect in a round, which is slower; a multiple of its
 * batch size of 2,000, because its file source holds back an incomplete batch until the
 * file grows
 * @param scriptRows rows for the script in a round, which is slower than Kafka Connect
 * @param latencySeconds how long rows are sent at a constant rate
 * @param loadSeconds how long clients load the services, and how long the stream runs
 * without load before
 * @param pageTurns windows of a stream without, with a few and with many open pages, in a
 * round
 * @param growthRows largest number of rows of one stream; smaller powers of ten are
 * measured before
 */
public record Sizes(int rounds, long rows, long slowRows, long scriptRows, int latencySeconds, int loadSeconds,
        int pageTurns, long growthRows) {

    public static final Sizes QUICK = new Sizes(3, 700_000, 100_000, 15_000, 5, 10, 2, 1_000_000);

    public static final Sizes FULL = new Sizes(5, 3_000_000, 500_000, 60_000, 30, 60, 4, 100_000_000);

    public Sizes withRounds(int number) {
        return new Sizes(number, this.rows, this.slowRows, this.scriptRows, this.latencySeconds, this.loadSeconds,
                this.pageTurns, this.growthRows);
    }

    public Sizes withRows(long number) {
        return new Sizes(this.rounds, number, this.slowRows, this.scriptRows, this.latencySeconds, this.loadSeconds,
                this.pageTurns, number);
    }

}
