package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Measures the time for each row with a hundred thousand rows, and with ten times as many
 * in each further step. The source repeats one file, so that only the data in Kafka and
 * in the output grows.
 */
record Growth(Lab lab, LabSystem system, Report report) {

    private static final String PART = "growth";

    private static final long FEWEST = 100_000;

    private static final int TIMES = 10;

    /** Rows of the repeated file. */
    private static final long FILE_ROWS = 1_000_000;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<Long> steps = LongStream.iterate(FEWEST, (rows) -> rows <= sizes.growthRows(), (rows) -> rows * TIMES)
            .boxed()
            .toList();
        List<String> topics = steps.stream().map(Growth::topic).toList();
        lab.out().println("Starting both services for growing numbers of rows");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            lab.sampleRows().writeCsv(system.data().resolve("growth.csv"), FILE_ROWS);
            Growth growth = new Growth(lab, system, report);
            steps.forEach(growth::produce);
            steps.forEach(growth::consume);
            growth.add("producer-service, peak", "MiB", system.producerMemory().peakMib());
            growth.add("consumer-service, peak", "MiB", system.consumerMemory().peakMib());
            return system.audit(steps.stream().mapToLong(Long::longValue).sum());
        }
    }

    private static String topic(long rows) {
        return "GROWTH-" + rows;
    }

    private void produce(long rows) {
        String topic = topic(rows);
        String stream = topic.toLowerCase(Locale.ROOT);
        this.system.createLoop(stream, topic, "growth.csv", rows);
        long begin = System.nanoTime();
        this.system.startStream(stream);
        this.system.awaitCompleted(stream, topic, rows);
        add("producer-service", rows, System.nanoTime() - begin);
    }

    private void consume(long rows) {
        String group = topic(rows);
        long begin = System.nanoTime();
        this.system.startGroup(group);
        this.system.awaitRowsInFiles(group, rows);
        add("consumer-service", rows, System.nanoTime() - begin);
        this.system.stopGroup(group);
    }

    private void add(String service, long rows, long nanos) {
        String name = String.format(Locale.ROOT, "%s, %,d rows", service, rows);
        this.lab.out().printf("%-40s %6d ns/row%n", name, nanos / rows);
        add(name, "ns/row", (double) nanos / rows);
    }

    private void add(String name, String unit, double value) {
        this.report.add(PART, name, unit, "one run, start and last commit included", value);
    }

}
