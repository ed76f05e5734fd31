package io.sensorstreams.bench.parts;

/**
 * How much is measured.
 *
 * @param rounds rounds that count
 * @param rows rows that a contender sends or receives in a round
 * @param slowRows rows for Kafka Connect in a round, which is slower; a multiple of
 * 2,000, its batch, because its file source keeps what is behind the last full one until
 * the file grows
 * @param scriptRows rows for the script in a round, which is slower still
 * @param latencySeconds how long rows are sent at a constant rate
 * @param loadSeconds how long clients load the services, and how long nobody does before
 * @param growthRows most rows of a single stream; fewer by powers of ten come before
 */
public record Sizes(int rounds, long rows, long slowRows, long scriptRows, int latencySeconds, int loadSeconds,
        long growthRows) {

    public static Sizes quick() {
        return new Sizes(3, 700_000, 100_000, 15_000, 5, 10, 1_000_000);
    }

    public static Sizes full() {
        return new Sizes(5, 3_000_000, 500_000, 60_000, 30, 60, 100_000_000);
    }

    public Sizes withRounds(int number) {
        return new Sizes(number, this.rows, this.slowRows, this.scriptRows, this.latencySeconds, this.loadSeconds,
                this.growthRows);
    }

    public Sizes withRows(long number) {
        return new Sizes(this.rounds, number, this.slowRows, this.scriptRows, this.latencySeconds, this.loadSeconds,
                number);
    }

}
