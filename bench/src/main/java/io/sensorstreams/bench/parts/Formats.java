package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.sensorstreams.bench.peers.Connect;
import io.sensorstreams.bench.peers.Contest;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;

/**
 * Compares the formats of output files: rows per second from Kafka to files, and the size
 * of the files. In each round the producer-service fills a new topic evenly. Then each
 * format reads it, one after the other, and the file sink of Kafka Connect.
 */
record Formats(Lab lab, Sizes sizes, LabSystem system, Connect connect) {

    private static final String PART = "formats";

    /** A default group of the consumer-service, which has nothing to do here. */
    private static final String IDLE = "FORMATS-IDLE";

    private static final String CONNECT = "Kafka Connect, file sink";

    /**
     * Part of the rows after which the time is taken. The others may be in files that are
     * not complete yet.
     */
    private static final double MEASURED = 0.9;

    /** Complete files of each partition in a round. */
    private static final long FILES = 16;

    /** Format of a group, which has the name of the format. */
    private record Format(String format, String compression) {

        String group() {
            return this.compression.equals("none") ? this.format : this.format + "." + this.compression;
        }

    }

    /** The file sink of Kafka Connect writes the same bytes. */
    private static final Format LINES = new Format("jsonl", "none");

    private static final List<Format> FORMATS = List.of(new Format("csv", "none"), new Format("csv", "gz"),
            new Format("csv", "zst"), LINES, new Format("jsonl", "gz"), new Format("jsonl", "zst"),
            new Format("parquet", "zst"));

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        List<String> topics = IntStream.rangeClosed(0, sizes.rounds()).mapToObj(Formats::topic).toList();
        for (String topic : topics) {
            lab.createTopic(topic, Lab.PARTITIONS);
        }
        lab.out().println("Starting both services with a group for each format, and Kafka Connect");
        try (LabSystem system = new LabSystem(lab, List.of(IDLE), settings(topics, sizes.rows()));
                Connect connect = Connect.standalone(lab)) {
            system.stopGroup(IDLE);
            FORMATS.forEach((format) -> system.stopGroup(format.group()));
            lab.sampleRows().writeCsv(system.data().resolve("formats.csv"), sizes.rows());
            Formats formats = new Formats(lab, sizes, system, connect);
            formats.contest().run(sizes.rounds(), lab.out(), report);
            formats.addSizes(report);
            lab.out().println("Auditing all rows of all formats");
            return system.audit(sizes.rows() * topics.size() * FORMATS.size());
        }
    }

    private static Map<String, String> settings(List<String> topics, long rows) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SENSOR_ROLL_ROWS", String.valueOf(Math.max(1, rows / Lab.PARTITIONS / FILES)));
        settings.put("SENSOR_ROLL_AGE", "5s");
        for (int number = 0; number < FORMATS.size(); number++) {
            String sink = "SENSOR_SINKS_" + number + "_";
            settings.put(sink + "GROUP", FORMATS.get(number).group());
            settings.put(sink + "TOPICS", String.join(",", topics));
            settings.put(sink + "FORMAT", FORMATS.get(number).format());
            settings.put(sink + "COMPRESSION", FORMATS.get(number).compression());
        }
        return settings;
    }

    private static String topic(int round) {
        return "FORMATS-" + round;
    }

    private Contest contest() {
        Contest contest = new Contest();
        for (Format format : FORMATS) {
            contest.add(PART, format.group(),
                    "Kafka to files, exactly once; from resume until nine tenths of the rows are committed, 16 files for each partition",
                    (round) -> consume(format.group(), round));
        }
        contest.add(PART, CONNECT, "JSON lines, at least once, one task; from the first to the last row in its file",
                (round) -> this.connect.sink("formats-sink-" + round, topic(round), this.sizes.rows(),
                        this.system.written(LINES.group(), topic(round)).bytes()));
        return contest;
    }

    private double consume(String group, int round) {
        fill(round);
        this.system.pauseGroup(group);
        this.system.joinGroup(group);
        long before = this.sizes.rows() * round;
        double rowsPerSecond = this.system.consumeUntil(group, before, before + (long) (this.sizes.rows() * MEASURED));
        // The other rows must not wait for the next round.
        this.system.awaitRowsInFiles(group, before + this.sizes.rows());
        this.system.stopGroup(group);
        return rowsPerSecond;
    }

    /** The first format of a round fills the topic. */
    private void fill(int round) {
        String stream = topic(round).toLowerCase(Locale.ROOT);
        if (!this.system.hasStream(stream)) {
            this.system.createStream(stream, topic(round), "formats.csv", ",\"partitioning\":\"row\"");
            this.system.startStream(stream);
            this.system.awaitCompleted(stream, topic(round), this.sizes.rows());
        }
    }

    private void addSizes(Report report) {
        for (Format format : FORMATS) {
            LabSystem.Written written = this.system.written(format.group(), topic(0));
            report.add(PART, format.group() + ", size", "bytes/row", "all files of the first round",
                    (double) written.bytes() / written.rows());
        }
    }

}
