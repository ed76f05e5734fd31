package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.report.Speed;
import io.sensorstreams.bench.system.ImageJava;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.bench.system.StartCommand;

/**
 * Measures the time from start to readiness and the resident memory of each service.
 * Compares the way in which {@code ./run} starts the services with the settings of the
 * images and variants of them.
 */
final class Footprint {

    private static final String PART = "footprint";

    private static final int STARTS = 3;

    private static final int IDLE_SECONDS = 10;

    private final Lab lab;

    private final Sizes sizes;

    private final Report report;

    private final List<String> faults = new ArrayList<>();

    private Footprint(Lab lab, Sizes sizes, Report report) {
        this.lab = lab;
        this.sizes = sizes;
        this.report = report;
    }

    /**
     * Measures all variants.
     * @return faults that the audits found
     */
    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        Footprint footprint = new Footprint(lab, sizes, report);
        Map<String, StartCommand> variants = new LinkedHashMap<>();
        variants.put("./run", StartCommand.ofRun());
        ImageJava.find()
            .ifPresentOrElse((java) -> variants.putAll(java.variants()), () -> lab.out()
                .println("No JDK 25 was found for the settings of the images; set JAVA_25_HOME to measure them"));
        for (Map.Entry<String, StartCommand> variant : variants.entrySet()) {
            footprint.measure(variant.getKey(), variant.getValue());
        }
        return footprint.faults;
    }

    private void measure(String variant, StartCommand command) throws IOException, InterruptedException {
        // Creates what all starts share, such as the archive of classes.
        Map<String, Duration> startTimes = new HashMap<>();
        try (LabSystem system = new LabSystem(this.lab, List.of("FOOTPRINT"), command, startTimes::put)) {
            system.stopGroup("FOOTPRINT");
        }
        List<Double> producerStarts = new ArrayList<>();
        List<Double> consumerStarts = new ArrayList<>();
        for (int start = 1; start <= STARTS; start++) {
            try (LabSystem system = new LabSystem(this.lab, List.of("FOOTPRINT"), command, startTimes::put)) {
                double producerStart = seconds(startTimes, "producer-service");
                double consumerStart = seconds(startTimes, "consumer-service");
                producerStarts.add(producerStart);
                consumerStarts.add(consumerStart);
                this.lab.out()
                    .printf("%-28s start %d/%d  producer-service %.1f s, consumer-service %.1f s%n", variant, start,
                            STARTS, producerStart, consumerStart);
                if (start == STARTS) {
                    add(variant, "producer-service, ready after", "s", new Series(producerStarts));
                    add(variant, "consumer-service, ready after", "s", new Series(consumerStarts));
                    work(variant, system);
                }
            }
        }
    }

    private static double seconds(Map<String, Duration> startTimes, String service) {
        return Objects.requireNonNull(startTimes.get(service), service).toMillis() / 1000.0;
    }

    private void work(String variant, LabSystem system) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        add(variant, "producer-service, idle", "MiB", Series.of(system.producerMemory().residentMib()));
        add(variant, "consumer-service, idle", "MiB", Series.of(system.consumerMemory().residentMib()));
        this.lab.sampleRows().writeCsv(system.data().resolve("footprint.csv"), this.sizes.rows());
        long before = system.rowsInFiles("FOOTPRINT");
        String stream = "footprint-" + before;
        system.createStream(stream, "FOOTPRINT", "footprint.csv", "");
        long begin = System.nanoTime();
        system.startStream(stream);
        system.awaitRowsInFiles("FOOTPRINT", before + this.sizes.rows());
        double rowsPerSecond = Speed.perSecond(this.sizes.rows(), System.nanoTime() - begin);
        add(variant, "both services, first rows after the start", "rows/s", Series.of(rowsPerSecond));
        add(variant, "producer-service, peak at full speed", "MiB", Series.of(system.producerMemory().peakMib()));
        add(variant, "consumer-service, peak at full speed", "MiB", Series.of(system.consumerMemory().peakMib()));
        this.faults.addAll(system.audit(before + this.sizes.rows()));
    }

    private void add(String variant, String name, String unit, Series series) {
        this.report.add(new Figure(PART, name, unit, series, variant));
    }

}
