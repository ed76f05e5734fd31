package io.sensorstreams.launcher.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sensorstreams.harness.Ports;
import io.sensorstreams.launcher.api.OtherTopicException;
import io.sensorstreams.launcher.api.RefusedException;
import io.sensorstreams.launcher.api.SensorApi;
import io.sensorstreams.launcher.plan.DataDirectory;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.RunUser;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.plan.StreamPlans;
import io.sensorstreams.launcher.process.Kafka;
import io.sensorstreams.launcher.process.Services;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.watch.RowWatch;
import org.jspecify.annotations.Nullable;

public final class Run {

    public static final int NOT_CLEAN = 1;

    /** Most characters of a row that is not printed to a terminal. */
    private static final int LINE = 200;

    private final RunOptions options;

    private final RunUser user;

    private final Screen screen;

    private final Patience patience;

    private final DataDirectory data;

    private final StreamPlans plans;

    private final Services services;

    private final Thread stopHook;

    private final SensorApi api;

    private final Verdict verdict;

    private final boolean hadFiles;

    private final LeftOut leftOut;

    private volatile boolean over;

    private Run(RunOptions options, RunUser user, Screen screen, Patience patience, DataDirectory data,
            StreamPlans plans, Kafka kafka, boolean hadFiles) {
        this.options = options;
        this.user = user;
        this.screen = screen;
        this.patience = patience;
        this.data = data;
        this.plans = plans;
        this.leftOut = new LeftOut(screen, plans);
        this.services = new Services(options, user, kafka, patience);
        this.stopHook = new Thread(this::stop, "stop");
        this.api = this.services.api();
        this.verdict = new Verdict(kafka.isOwn(), !hadFiles);
        this.hadFiles = hadFiles;
    }

    /** Checks everything that can be checked before a process is started. */
    public static Run prepare(RunOptions options, Screen screen) throws StartException, InterruptedException {
        RunUser user = RunUser.of(System.getenv());
        if (options.watch()) {
            options.data().requireDirectory();
        }
        else {
            options.data().requireReadings();
        }
        requireFree(options.producerPort(), "--producer-port");
        requireFree(options.consumerPort(), "--consumer-port");
        Patience patience = new Patience(screen, options.startTimeout());
        Kafka kafka = Kafka.of(options);
        boolean hadFiles = options.out().claim(kafka.clusterId(patience), screen::say);
        DataDirectory data = options.data().writable(options.out().data());
        StreamPlans plans = options.watch() ? data.watching(options.topics(), otherTopics())
                : data.streams(options.topics());
        return new Run(options, user, screen, patience, data, plans, kafka, hadFiles);
    }

    private static void requireFree(int port, String option) throws StartException {
        if (!Ports.isFree(port)) {
            throw new StartException("Port " + port + " is taken; choose another one with " + option);
        }
    }

    /** Runs until all rows are in files or the run is stopped. Returns the exit code. */
    public int execute() throws StartException, IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(this.stopHook);
        try (this.services) {
            return untilItsEnd();
        }
    }

    private int untilItsEnd() throws StartException, IOException, InterruptedException {
        try {
            List<StreamPlan> started;
            boolean complete;
            RowWatch rows = watchRows();
            try (rows) {
                started = start();
                complete = new Following(this.options, this.screen, this.patience, this.api, started, this.hadFiles,
                        this.options.watch() ? new Watching(this.plans.watched(this.data), System::nanoTime) : null)
                    .untilItsEnd(this.leftOut);
            }
            if (!complete) {
                return this.leftOut.say(NOT_CLEAN);
            }
            int code = this.verdict.say(this.screen, this.api.audit(), this.api.streams(), started);
            return this.leftOut.say(code);
        }
        finally {
            leaveToTheHook();
            this.over = true;
        }
    }

    private @Nullable RowWatch watchRows() {
        return this.options.watchRows()
                ? RowWatch.start(this.user.api(this.options.producerPort()), this.user.api(this.options.consumerPort()),
                        this.screen::say, Integer.getInteger("sensor.columns", LINE))
                : null;
    }

    private void stop() {
        if (!this.over) {
            this.screen.say("Stopping; start again with the same --out to continue");
        }
        this.patience.stop();
        this.services.close();
    }

    /**
     * Waits for the shutdown hook when it is running. After Ctrl-C, services that no
     * longer answer are not a failure: the hook stops them, and then the JVM exits. While
     * the JVM shuts down, hooks cannot be changed, which is how this method detects it.
     */
    private void leaveToTheHook() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(this.stopHook);
            Runtime.getRuntime().addShutdownHook(this.stopHook);
        }
        catch (IllegalStateException e) {
            new CountDownLatch(1).await();
        }
    }

    private List<StreamPlan> start() throws StartException, InterruptedException {
        this.screen.say("Starting Kafka, producer-service and consumer-service for " + this.plans.streams().size()
                + (this.options.watch() ? " streams of the files in " : " files of ") + this.options.data().path());
        if (this.options.watch()) {
            this.screen.say("Files are sent by the letters that their names begin with: " + watchedTopics()
                    + "; others are named here");
        }
        this.leftOut.sayPlanned();
        this.services.start(topics(), this.data);
        this.services.awaitReady("producer-service");
        List<StreamPlan> started = startStreams();
        this.services.awaitReady("consumer-service");
        this.patience.started();
        this.screen.sayTimed("Running: producer " + this.options.producerAddress() + ", consumer "
                + this.options.consumerAddress() + ", Kafka " + this.services.bootstrapServers());
        this.screen.keepBelow("Open " + this.options.producerAddress() + " in a browser. Ctrl-C stops everything");
        return started;
    }

    /** Returns the topics of the planned streams and of the user's setting. */
    private List<String> topics() {
        return Stream.concat(this.plans.streams().stream().map(StreamPlan::topic), otherTopics().stream())
            .distinct()
            .toList();
    }

    private static List<String> otherTopics() {
        String others = Objects.requireNonNullElse(System.getenv("SENSOR_TOPICS"), "");
        return Arrays.stream(others.split(",")).map(String::strip).filter((topic) -> !topic.isEmpty()).toList();
    }

    private String watchedTopics() {
        return this.plans.streams()
            .stream()
            .filter(StreamPlan::directory)
            .map(StreamPlan::topic)
            .collect(Collectors.joining(", "));
    }

    /** Starts the streams. One that cannot start does not prevent the others. */
    private List<StreamPlan> startStreams() throws StartException, InterruptedException {
        List<StreamPlan> started = new ArrayList<>();
        try {
            EarlierRun earlier = new EarlierRun(this.api.sources());
            for (StreamPlan plan : this.plans.streams()) {
                Optional<String> reason = earlier.reason(plan);
                if (reason.isPresent()) {
                    this.leftOut.add(plan.shown(), reason.get());
                }
                else if (start(plan)) {
                    started.add(plan);
                }
            }
        }
        catch (IOException e) {
            throw new StartException("The streams cannot start: " + e.getMessage(), e);
        }
        if (started.isEmpty()) {
            throw new StartException("No stream can start: " + String.join("; ", this.leftOut.reasons().values()));
        }
        return started;
    }

    private boolean start(StreamPlan plan) throws StartException, IOException, InterruptedException {
        try {
            this.api.start(plan, this.options.pace());
            return true;
        }
        catch (OtherTopicException e) {
            this.leftOut.add(plan.shown(), String.valueOf(e.getMessage()));
        }
        catch (RefusedException e) {
            this.leftOut.add(plan.shown(), plan.shown() + " is not streamed: " + e.detail() + "; " + remedy(e));
        }
        return false;
    }

    private static String remedy(RefusedException e) {
        return e.is("file-changed") ? "put the former file back, or use another --out, and start again"
                : "correct the file or its name, or remove it, and start again";
    }

}
