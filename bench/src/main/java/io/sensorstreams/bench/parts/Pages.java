package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Measures what open pages cost: the same rows through both services, with and without
 * pages that watch them, in turns.
 */
record Pages(Sizes sizes, LabSystem system, List<String> faults) {

    private static final String PART = "pages";

    private static final int FEW = 3;

    /** Below the 64 clients that may watch one replica. */
    private static final int MANY = 50;

    private static final double MOST_LOST = 0.97;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds())
            .boxed()
            .flatMap((round) -> Stream.of(0, FEW, MANY).map((pages) -> topic(pages, round)))
            .toList();
        lab.out().println("Starting both services for open pages");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            lab.sampleRows().writeCsv(system.data().resolve("pages.csv"), sizes.rows());
            Pages pages = new Pages(sizes, system, new ArrayList<>());
            Contest contest = new Contest();
            contest.add(PART, name(0), "CSV file to Kafka to CSV files, both at once", (round) -> pages.copy(0, round));
            contest.add(PART, name(FEW), "the same, while pages watch", (round) -> pages.copy(FEW, round));
            contest.add(PART, name(MANY), "the same, while pages watch", (round) -> pages.copy(MANY, round));
            contest.run(sizes.rounds(), lab.out(), report);
            report.add(PART, "producer-service, peak", "MiB", "resident", system.producerMemory().peakMib());
            report.add(PART, "consumer-service, peak", "MiB", "resident", system.consumerMemory().peakMib());
            report.add(Ratio.atLeast("pages-3-vs-none", report.quotient(PART, name(FEW), name(0)), MOST_LOST));
            pages.faults().addAll(system.audit(sizes.rows() * topics.size()));
            return pages.faults();
        }
    }

    private static String topic(int pages, int round) {
        return "PAGES-" + pages + "-" + round;
    }

    private static String name(int pages) {
        return (pages == 0) ? "no page" : pages + " pages open";
    }

    private double copy(int pages, int round) {
        String group = topic(pages, round);
        String stream = group.toLowerCase(Locale.ROOT);
        this.system.createStream(stream, group, "pages.csv", "");
        this.system.joinGroup(group);
        try (OpenPages open = OpenPages.open(pages, this.system, stream, group)) {
            double reached = this.system.rowsPerSecond(group, this.sizes.rows(), () -> this.system.startStream(stream));
            if (pages > 0) {
                this.faults.addAll(open.faults());
            }
            return reached;
        }
    }

}
