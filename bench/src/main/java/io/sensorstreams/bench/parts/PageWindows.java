package io.sensorstreams.bench.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

import io.sensorstreams.bench.report.Report;
import io.sensorstreams.bench.report.Series;
import io.sensorstreams.bench.system.LabSystem;
import io.sensorstreams.harness.Waiting;
import tools.jackson.databind.JsonNode;

/**
 * Measures one running stream in windows, with different numbers of open pages in turns.
 * Other load of the machine affects all of them if it lasts longer than a turn.
 */
final class PageWindows {

    /** Opening the pages, and closing those of the previous window, is not measured. */
    private static final int SETTLE_MILLIS = 300;

    /** Several times the commit interval of the stream, which is 200 ms. */
    private static final int WINDOW_MILLIS = 1200;

    /** Short compared with a window, and long enough not to slow down the service. */
    private static final Duration POLL = Duration.ofMillis(10);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabSystem system;

    private final String stream;

    private final String topic;

    private final List<Integer> kinds;

    private final Map<Integer, List<Window>> measured = new TreeMap<>();

    private final List<String> faults = new ArrayList<>();

    /** What a window has measured; 100 percent is one processor. */
    private record Window(double rowsPerSecond, double clientPercent) {
    }

    /** Rows of the stream, and the processor time of this process, at a time. */
    private record Sample(long rows, long nanos, Duration processorTime) {

        static Sample of(long rows) {
            return new Sample(rows, System.nanoTime(),
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        }

        Window until(Sample end) {
            long nanos = end.nanos() - this.nanos;
            long used = end.processorTime().minus(this.processorTime).toNanos();
            return new Window(Report.perSecond(end.rows() - this.rows, nanos), 100.0 * used / nanos);
        }

    }

    /**
     * Creates windows of a running stream.
     * @param topic topic of the stream and name of the group
     * @param kinds numbers of pages to compare
     */
    PageWindows(LabSystem system, String stream, String topic, List<Integer> kinds) {
        this.system = system;
        this.stream = stream;
        this.topic = topic;
        this.kinds = List.copyOf(kinds);
    }

    /** Measures one window of each kind. Each turn begins with another kind. */
    void turn(int number) throws InterruptedException {
        List<Integer> order = new ArrayList<>(this.kinds);
        Collections.rotate(order, -number);
        for (int pages : order) {
            this.measured.computeIfAbsent(pages, (kind) -> new ArrayList<>()).add(window(pages));
        }
    }

    private Window window(int pages) throws InterruptedException {
        try (OpenPages open = OpenPages.open(pages, this.system, this.stream, this.topic)) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            open.awaitRows();
            Sample begin = afterCommit();
            TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
            Window window = begin.until(afterCommit());
            open.faults().forEach((fault) -> this.faults.add(this.stream + ": " + fault));
            return window;
        }
    }

    /**
     * Waits for the next commit of the stream: rows are acknowledged by whole
     * transactions, and a window between two commits has whole transactions only.
     */
    private Sample afterCommit() {
        AtomicLong rows = new AtomicLong(rowsAcked());
        long before = rows.get();
        Waiting.until("rows of " + this.stream + " are acknowledged", PATIENCE, POLL, () -> {
            rows.set(rowsAcked());
            return rows.get() > before;
        });
        return Sample.of(rows.get());
    }

    private long rowsAcked() {
        JsonNode found = this.system.stream(this.stream);
        if (!found.path("state").asString().equals("RUNNING")) {
            throw new IllegalStateException(this.stream + " is " + found.path("state").asString()
                    + " instead of RUNNING: " + found.path("lastError").asString(""));
        }
        return found.path("rowsAcked").asLong();
    }

    /** Returns the median of the windows with this number of pages. */
    double rowsPerSecond(int pages) {
        return median(pages, Window::rowsPerSecond);
    }

    /** Returns the same for the processor time of the client of the pages. */
    double clientPercent(int pages) {
        return median(pages, Window::clientPercent);
    }

    private double median(int pages, ToDoubleFunction<Window> value) {
        return Series.of(this.measured.getOrDefault(pages, List.of()).stream().mapToDouble(value).toArray()).median();
    }

    /** Returns what went wrong, in words. */
    List<String> faults() {
        return List.copyOf(this.faults);
    }

}
