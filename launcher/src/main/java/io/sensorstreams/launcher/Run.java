package io.sensorstreams.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run from start to verdict. */
final class Run {

    private static final int POLL_MILLIS = 100;

    /** How long a service may say that it cannot do it yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunOptions options;

    private final Screen screen;

    private final List<StreamPlan> plans;

    private final Services services;

    private final Thread stopHook;

    private final SensorApi api;

    private final Verdict verdict;

    private boolean firstRowSeen;

    private volatile boolean over;

    private List<String> troubles = List.of();

    private Run(RunOptions options, Screen screen, List<StreamPlan> plans, Kafka kafka, boolean firstRowSeen) {
        this.options = options;
        this.screen = screen;
        this.plans = plans;
        this.services = new Services(options, kafka);
        this.stopHook = new Thread(this::stop, "stop");
        this.api = this.services.api();
        this.verdict = new Verdict(kafka.isOwn(), !firstRowSeen);
        this.firstRowSeen = firstRowSeen;
    }

    /** Checks all that can be checked before anything is started. */
    static Run prepare(RunOptions options, Screen screen) throws StartException {
        List<StreamPlan> plans = options.data().streams();
        Ports.requireFree(options.producerPort(), "--producer-port");
        Ports.requireFree(options.consumerPort(), "--consumer-port");
        Kafka kafka = Kafka.of(options);
        boolean hadFiles = options.out().claim(kafka.clusterId());
        return new Run(options, screen, plans, kafka, hadFiles);
    }

    /**
     * Runs until all is done, or for ever.
     * @return exit code: 0 when the verdict is clean, else 1
     */
    int execute() throws StartException, IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(this.stopHook);
        try (this.services) {
            return untilItsEnd();
        }
    }

    private int untilItsEnd() throws StartException, IOException, InterruptedException {
        try {
            start();
            Progress progress = follow();
            this.screen.showLast(progress);
            if (progress.hasFailed()) {
                return 1;
            }
            return this.verdict.say(this.screen, this.api.audit(), this.api.streams());
        }
        finally {
            leaveToTheHook();
            this.over = true;
        }
    }

    private void stop() {
        if (!this.over) {
            this.screen.say("Stopping; start again with the same --out to go on");
        }
        this.services.close();
    }

    /**
     * After Ctrl-C services that no longer answer are no failure. The hook stops them,
     * and then the JVM exits; the hook can no longer be changed then, which is how it
     * shows.
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

    private void start() throws StartException, InterruptedException {
        this.screen.say("Starting Kafka, producer-service and consumer-service for " + this.plans.size() + " files of "
                + this.options.data().path());
        this.services.start(topics());
        this.services.awaitProducer();
        startStreams();
        this.services.awaitConsumer();
        this.screen.sayTimed("Running: producer " + this.options.producerAddress() + ", consumer "
                + this.options.consumerAddress() + ", Kafka " + this.services.bootstrapServers());
    }

    /** Those of the planned streams, and others that the user wants in files too. */
    private List<String> topics() {
        String others = Objects.requireNonNullElse(System.getenv("SENSOR_TOPICS"), "");
        return Stream
            .concat(this.plans.stream().map(StreamPlan::topic),
                    Arrays.stream(others.split(",")).map(String::strip).filter((topic) -> !topic.isEmpty()))
            .distinct()
            .toList();
    }

    private void startStreams() throws StartException, InterruptedException {
        try {
            for (StreamPlan plan : this.plans) {
                startStream(plan, System.nanoTime() + PATIENCE.toNanos());
            }
        }
        catch (IOException e) {
            throw new StartException("The streams cannot start: " + e.getMessage(), e);
        }
    }

    private void startStream(StreamPlan plan, long deadline) throws StartException, IOException, InterruptedException {
        while (true) {
            try {
                this.api.start(plan, this.options.pace());
                return;
            }
            catch (NotNowException e) {
                this.services.requireAlive();
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private Progress follow() throws StartException, IOException, InterruptedException {
        Progress progress = look();
        while (!isOver(progress)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            progress = look();
        }
        return progress;
    }

    private boolean isOver(Progress progress) {
        return this.options.once() && (progress.isComplete() || progress.hasFailed());
    }

    private Progress look() throws StartException, IOException, InterruptedException {
        this.services.requireAlive();
        Progress progress = Progress.of(this.plans, this.api.streams(), this.api.partitions());
        if (!this.firstRowSeen && progress.rowsInFiles() > 0) {
            this.firstRowSeen = true;
            this.screen.sayTimed("First row in a file");
        }
        sayTroubles(progress.troubles());
        this.screen.show(progress);
        return progress;
    }

    /** Each once, as long as it lasts. */
    private void sayTroubles(List<String> troubles) {
        troubles.stream().filter((trouble) -> !this.troubles.contains(trouble)).forEach(this.screen::say);
        this.troubles = troubles;
    }

}
