package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Compares one consumer-service reading the same rows from 4 and from 200 partitions. The
 * rows are evenly distributed.
 */
record ManyPartitions(Sizes sizes, LabSystem system) {

    private static final String PART = "partitions";

    private static final int FEW = 4;

    private static final int MANY = 200;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = new ArrayList<>();
        for (int partitions : List.of(FEW, MANY)) {
            for (int round = 0; round <= sizes.rounds(); round++) {
                topics.add(topic(partitions, round));
                lab.createTopic(topic(partitions, round), partitions);
            }
        }
        lab.out().println("Starting both services for 200 partitions");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            lab.sampleRows().writeCsv(system.data().resolve("partitions.csv"), sizes.rows());
            new ManyPartitions(sizes, system).contest().run(sizes.rounds(), lab.out(), report);
            report.add(PART, "consumer-service, peak", "MiB", "resident, at the end",
                    system.consumerMemory().peakMib());
            report.add(Ratio.atLeast("partitions-200-vs-4", report.quotient(PART, name(MANY), name(FEW)), 0.85));
            return system.audit(sizes.rows() * topics.size());
        }
    }

    private static String topic(int partitions, int round) {
        return "P" + partitions + "-" + round;
    }

    private static String name(int partitions) {
        return "consumer-service, " + partitions + " partitions";
    }

    private Contest contest() {
        Contest contest = new Contest();
        for (int partitions : List.of(FEW, MANY)) {
            contest.add(PART, name(partitions), "Kafka to CSV files, exactly once; from resume to the last commit",
                    (round) -> consume(topic(partitions, round)));
        }
        return contest;
    }

    private double consume(String group) {
        this.system.joinGroup(group);
        this.system.pauseGroup(group);
        String stream = group.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, group, "partitions.csv", ",\"partitioning\":\"row\"");
        this.system.startStream(stream);
        this.system.awaitCompleted(stream);
        return this.system.consume(group, this.sizes.rows());
    }

}
