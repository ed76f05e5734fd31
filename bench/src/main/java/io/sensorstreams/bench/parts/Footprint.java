package io.sensorstreams.bench.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.bench.report.Figure;
import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.ImageJava;
import io.sensorstreams.bench.system.Lab;
import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.bench.system.LabSystem.StartCommand;

/**
 * Measures the time from start to readiness and the resident memory of each service.
 * Compares the way in which {@code ./run} starts the services with the settings of the
 * images and variants of them.
 */
record Footprint(Lab lab, Sizes sizes, Report report, List<String> faults) {

    private static final String PART = "footprint";

    private static final int STARTS = 3;

    private static final int IDLE_SECONDS = 10;

    static List<String> measure(Lab lab, Sizes sizes, Report report) throws IOException, InterruptedException {
        Footprint footprint = new Footprint(lab, sizes, report, new ArrayList<>());
        Map<String, StartCommand> variants = new LinkedHashMap<>();
        variants.put("./run", LabSystem.AS_RUN);
        ImageJava.find()
            .ifPresentOrElse((java) -> variants.putAll(java.variants()), () -> lab.out()
                .println("No JDK 25 was found for the settings of the images; set JAVA_25_HOME to measure them"));
        for (Map.Entry<String, StartCommand> variant : variants.entrySet()) {
            footprint.measure(variant.getKey(), variant.getValue());
        }
        return footprint.faults;
    }

    private void measure(String variant, StartCommand command) throws IOException, InterruptedException {
        List<Double> producerStarts = new ArrayList<>();
        List<Double> consumerStarts = new ArrayList<>();
        for (int start = 0; start <= STARTS; start++) {
            Map<String, Double> seconds = new HashMap<>();
            try (LabSystem system = new LabSystem(this.lab, List.of("FOOTPRINT"), command, seconds::put)) {
                if (start == 0) {
                    // Has created what all starts share, such as the archive of classes.
                    system.stopGroup("FOOTPRINT");
                    continue;
                }
                producerStarts.add(seconds.get("producer-service"));
                consumerStarts.add(seconds.get("consumer-service"));
                this.lab.out()
                    .printf("%-28s start %d/%d  producer-service %.1f s, consumer-service %.1f s%n", variant, start,
                            STARTS, seconds.get("producer-service"), seconds.get("consumer-service"));
                if (start == STARTS) {
                    add(variant, "producer-service, ready after", "s", new Series(producerStarts));
                    add(variant, "consumer-service, ready after", "s", new Series(consumerStarts));
                    work(variant, system);
                }
            }
        }
    }

    private void work(String variant, LabSystem system) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        add(variant, "producer-service, idle", "MiB", system.producerMemory().residentMib());
        add(variant, "consumer-service, idle", "MiB", system.consumerMemory().residentMib());
        this.lab.sampleRows().writeCsv(system.data().resolve("footprint.csv"), this.sizes.rows());
        long before = system.rowsInFiles("FOOTPRINT");
        String stream = "footprint-" + before;
        system.createStream(stream, "FOOTPRINT", "footprint.csv", "");
        long begin = System.nanoTime();
        system.startStream(stream);
        system.awaitRowsInFiles("FOOTPRINT", before + this.sizes.rows());
        double rowsPerSecond = Report.perSecond(this.sizes.rows(), System.nanoTime() - begin);
        add(variant, "both services, first rows after the start", "rows/s", rowsPerSecond);
        add(variant, "producer-service, peak at full speed", "MiB", system.producerMemory().peakMib());
        add(variant, "consumer-service, peak at full speed", "MiB", system.consumerMemory().peakMib());
        this.faults.addAll(system.audit(before + this.sizes.rows()));
    }

    private void add(String variant, String name, String unit, double value) {
        add(variant, name, unit, Series.of(value));
    }

    private void add(String variant, String name, String unit, Series series) {
        this.report.add(new Figure(PART, name, unit, series, variant));
    }

}
