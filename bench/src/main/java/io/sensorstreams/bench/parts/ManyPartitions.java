package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.bench.peers.Contender;
import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.report.Speed;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Compares one consumer-service reading the same rows from 4 and from 200 partitions. The
 * rows are evenly distributed.
 */
final class ManyPartitions {

    private static final String PART = "partitions";

    private static final int FEW = 4;

    private static final int MANY = 200;

    private final Sizes sizes;

    private final LabSystem system;

    private ManyPartitions(Sizes sizes, LabSystem system) {
        this.sizes = sizes;
        this.system = system;
    }

    /**
     * Measures both numbers of partitions.
     * @return faults that the audit found
     */
    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> few = topics(sizes, FEW);
        List<String> many = topics(sizes, MANY);
        for (String topic : few) {
            lab.createTopic(topic, FEW);
        }
        for (String topic : many) {
            lab.createTopic(topic, MANY);
        }
        List<String> topics = Stream.concat(few.stream(), many.stream()).toList();
        lab.out().println("Starting both services for 200 partitions");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            ManyPartitions partitions = new ManyPartitions(sizes, system);
            lab.sampleRows().writeCsv(system.data().resolve("partitions.csv"), sizes.rows());
            new Contest(lab.out(), sizes.rounds()).run(partitions.contenders()).forEach(report::add);
            report.add(new Figure(PART, "consumer-service, peak", "MiB", Series.of(system.consumerMemory().peakMib()),
                    "resident, at the end"));
            report.add(Ratio.atLeast("partitions-200-vs-4", report.quotient(PART, name(MANY), name(FEW)), 0.85));
            return system.audit(sizes.rows() * topics.size());
        }
    }

    private static List<String> topics(Sizes sizes, int partitions) {
        return IntStream.rangeClosed(0, sizes.rounds()).mapToObj((round) -> topic(partitions, round)).toList();
    }

    private static String topic(int partitions, int round) {
        return "P" + partitions + "-" + round;
    }

    private static String name(int partitions) {
        return "consumer-service, " + partitions + " partitions";
    }

    private void fill(String topic) {
        String stream = topic.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, topic, "partitions.csv", ",\"partitioning\":\"row\"");
        this.system.startStream(stream);
        this.system.awaitCompleted(stream);
    }

    private List<Contender> contenders() {
        return Stream.of(FEW, MANY)
            .map((partitions) -> new Contender(PART, name(partitions),
                    "Kafka to CSV files, exactly once; from resume to the last commit",
                    (round) -> consume(topic(partitions, round))))
            .toList();
    }

    /**
     * Measures without the time to join the group, as {@link Throughput} does.
     */
    private double consume(String group) {
        this.system.joinGroup(group);
        this.system.pauseGroup(group);
        fill(group);
        long begin = System.nanoTime();
        this.system.resumeGroup(group);
        this.system.awaitRowsInFiles(group, this.sizes.rows());
        long nanos = System.nanoTime() - begin;
        this.system.stopGroup(group);
        return Speed.perSecond(this.sizes.rows(), nanos);
    }

}
