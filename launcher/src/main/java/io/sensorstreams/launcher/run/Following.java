package io.sensorstreams.launcher.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.sensorstreams.launcher.api.SensorApi;
import io.sensorstreams.launcher.plan.RunOptions;
import io.sensorstreams.launcher.plan.StartException;
import io.sensorstreams.launcher.plan.StreamPlan;
import io.sensorstreams.launcher.progress.Patience;
import io.sensorstreams.launcher.progress.Progress;
import io.sensorstreams.launcher.progress.Screen;
import io.sensorstreams.launcher.progress.Patience.Wait;
import io.sensorstreams.launcher.view.GroupView;
import org.jspecify.annotations.Nullable;

/** Follows the streams of a run until they are complete or cannot be completed. */
final class Following {

    /** How long an error must last before it is shown. */
    private static final Duration TROUBLE = Duration.ofSeconds(2);

    /** Longer than a consumer group takes to assign its partitions. */
    private static final Duration OBSTACLE = Duration.ofSeconds(15);

    private static final Duration ASK_GROUPS = Duration.ofSeconds(2);

    private final RunOptions options;

    private final Screen screen;

    private final SensorApi api;

    private final Patience patience;

    private final List<StreamPlan> plans;

    private final Completion completion;

    private final Lasting troubles = new Lasting(TROUBLE, System::nanoTime);

    private final Lasting obstacles = new Lasting(OBSTACLE, System::nanoTime);

    private final @Nullable Watching watching;

    private boolean firstRowSeen;

    private boolean completeSaid;

    private List<GroupView> groups = List.of();

    private long groupsAskedAt;

    /**
     * Creates the follower.
     * @param watching files that arrive; null when the directory is not watched
     */
    Following(RunOptions options, Screen screen, Patience patience, SensorApi api, List<StreamPlan> plans,
            boolean hadFiles, @Nullable Watching watching) {
        this.options = options;
        this.screen = screen;
        this.patience = patience;
        this.api = api;
        this.plans = List.copyOf(plans);
        this.completion = new Completion(hadFiles, System::nanoTime);
        this.firstRowSeen = hadFiles;
        this.watching = watching;
    }

    /**
     * Follows the streams, without {@code --once} until the run is stopped. A stream that
     * fails does not end the others.
     * @param leftOut gets the files of streams that fail
     * @return whether all rows that were sent are in files, according to the lag
     */
    boolean untilItsEnd(LeftOut leftOut) throws StartException, IOException, InterruptedException {
        Progress last = look(leftOut);
        Wait wait = newWait();
        while (!this.options.once() || !isOver(last)) {
            pause(wait);
            Progress progress = look(leftOut);
            if (!progress.equals(last)) {
                wait = newWait();
            }
            sayComplete(progress, leftOut);
            last = progress;
        }
        this.screen.showLast(last);
        List<String> hindrances = hindrances(last);
        hindrances.forEach(this.screen::say);
        last.shortfalls()
            .forEach((topic) -> this.screen.say(topic + ", and nothing is left to read; the audit finds the reason"));
        return hindrances.isEmpty() && !last.isFailed();
    }

    private Wait newWait() {
        return this.patience.on("every row to be in a file");
    }

    /** Pauses. Without {@code --once} there is no end to wait for. */
    private void pause(Wait wait) throws StartException, InterruptedException {
        if (this.options.once()) {
            wait.pause(Stream.concat(this.troubles.told().stream(), this.obstacles.told().stream())
                .findFirst()
                .orElse(""));
        }
        else {
            this.patience.pause("");
        }
    }

    /** Reports once that all rows are in files; not with {@code --once}. */
    private void sayComplete(Progress progress, LeftOut leftOut) {
        if (!this.options.once() && !this.completeSaid && !this.plans.isEmpty()
                && this.completion.isReached(progress)) {
            this.completeSaid = true;
            String others = leftOut.files();
            this.screen.say("All rows are in files" + (others.isEmpty() ? "" : ", but not those of " + others)
                    + ". Kafka and both services keep running");
        }
    }

    private boolean isOver(Progress progress) {
        return progress.isFailed() || !hindrances(progress).isEmpty() || this.completion.isReached(progress);
    }

    /** Returns the reasons why rows that were sent cannot be written to files. */
    private List<String> hindrances(Progress progress) {
        Stream<String> unsunk = this.groups.isEmpty() ? Stream.empty()
                : Obstacles.unsunk(progress.ofPlanned(), this.groups).stream();
        return Stream.concat(progress.losses().stream(), unsunk).toList();
    }

    private Progress look(LeftOut leftOut) throws StartException, IOException, InterruptedException {
        Progress progress = new Progress(this.plans, this.api.streams(), this.api.partitions());
        askGroups();
        if (!this.firstRowSeen && progress.rowsInFiles() > 0) {
            this.firstRowSeen = true;
            this.screen.sayTimed("First row in a file");
        }
        leftOut.failed(progress.failures());
        if (this.watching != null) {
            this.watching.look(leftOut);
        }
        sayTroubles(progress);
        this.screen.show(progress);
        return progress;
    }

    private void askGroups() throws StartException, IOException, InterruptedException {
        if (this.groups.isEmpty() || System.nanoTime() - this.groupsAskedAt > ASK_GROUPS.toNanos()) {
            this.groups = this.api.groups();
            this.groupsAskedAt = System.nanoTime();
        }
    }

    private void sayTroubles(Progress progress) {
        List<String> all = Stream.concat(progress.troubles().stream(), Obstacles.unsunk(progress, this.groups).stream())
            .toList();
        this.troubles.news(all).forEach(this.screen::say);
        Obstacles finder = new Obstacles(this.options.producerAddress(), this.options.consumerAddress());
        this.obstacles.news(finder.of(progress, this.groups)).forEach(this.screen::say);
    }

}
