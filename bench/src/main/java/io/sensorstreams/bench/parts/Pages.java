package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.report.Ratio;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Measures what open pages cost a stream at full speed through both services. Each round
 * is one stream that runs until it has been measured without and with pages, in turns:
 * streams that run one after the other differ more than the pages cost.
 */
record Pages(Sizes sizes, LabSystem system, Map<Integer, PageWindows> rounds) {

    private static final String PART = "pages";

    private static final int FEW = 3;

    /** Below the 64 clients that may watch one replica. */
    private static final int MANY = 50;

    private static final List<Integer> KINDS = List.of(0, FEW, MANY);

    private static final double MOST_LOST = 0.97;

    /** A stream is slower while its clients and files are new. */
    private static final int BEGINNING_SECONDS = 2;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds()).mapToObj(Pages::topic).toList();
        lab.out().println("Starting both services for open pages");
        try (LabSystem system = new LabSystem(lab, topics)) {
            topics.forEach(system::stopGroup);
            lab.sampleRows().writeCsv(system.data().resolve("pages.csv"), sizes.rows());
            Pages pages = new Pages(sizes, system, new TreeMap<>());
            pages.contest().run(sizes.rounds(), lab.out(), report);
            pages.addClient(report);
            report.add(PART, "producer-service, peak", "MiB", "resident", system.producerMemory().peakMib());
            report.add(PART, "consumer-service, peak", "MiB", "resident", system.consumerMemory().peakMib());
            report.add(Ratio.atLeast("pages-3-vs-none", report.quotient(PART, name(FEW), name(0)), MOST_LOST));
            return pages.faults();
        }
    }

    private static String topic(int round) {
        return "PAGES-" + round;
    }

    private static String name(int pages) {
        return (pages == 0) ? "no page" : pages + " pages open";
    }

    private Contest contest() {
        Contest contest = new Contest();
        KINDS.forEach((pages) -> contest.add(PART, name(pages),
                "acknowledged rows of one stream through both services, in turns",
                (round) -> windows(round).rowsPerSecond(pages)));
        return contest;
    }

    /**
     * Returns the windows of a round. The first call for a round measures all of them.
     */
    private PageWindows windows(int round) throws InterruptedException {
        PageWindows windows = this.rounds.get(round);
        if (windows == null) {
            windows = copy(topic(round));
            this.rounds.put(round, windows);
        }
        return windows;
    }

    private PageWindows copy(String group) throws InterruptedException {
        String stream = group.toLowerCase(Locale.ROOT);
        this.system.createLoop(stream, group, "pages.csv", Long.MAX_VALUE);
        this.system.joinGroup(group);
        this.system.startStream(stream);
        TimeUnit.SECONDS.sleep(BEGINNING_SECONDS);
        PageWindows windows = new PageWindows(this.system, stream, group, KINDS);
        for (int turn = 0; turn < this.sizes.pageTurns(); turn++) {
            windows.turn(turn);
        }
        this.system.producer().api().post("/api/streams/" + stream + "/stop", "", 200);
        this.system.awaitRowsInFiles(group, this.system.stream(stream).path("rowsAcked").asLong());
        this.system.stopGroup(group);
        return windows;
    }

    private void addClient(Report report) {
        KINDS.forEach((pages) -> report.add(PART, "client, " + name(pages), "%",
                "of a processor, for this benchmark, which opens the pages",
                this.rounds.values().stream().skip(1).mapToDouble((round) -> round.clientPercent(pages)).toArray()));
    }

    private List<String> faults() {
        long rows = this.system.producer()
            .api()
            .get("/api/streams")
            .valueStream()
            .mapToLong((stream) -> stream.path("rowsAcked").asLong())
            .sum();
        List<String> faults = new ArrayList<>(this.system.audit(rows));
        this.rounds.values().forEach((round) -> faults.addAll(round.faults()));
        return faults;
    }

}
