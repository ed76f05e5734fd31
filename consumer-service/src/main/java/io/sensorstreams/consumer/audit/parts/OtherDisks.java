package io.sensorstreams.consumer.audit.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.sensorstreams.consumer.compare.PartitionReport;
import io.sensorstreams.consumer.compare.PartitionScope;
import io.sensorstreams.consumer.replicas.Replica;
import io.sensorstreams.consumer.replicas.ask.Answer;
import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas.Question;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Asks other replicas to audit the files on their disks, and waits for them. Nobody is
 * asked when all files are on this disk.
 */
@Component
public class OtherDisks {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final OtherReplicas others;

    OtherDisks(OtherReplicas others) {
        this.others = others;
    }

    /** Parts of an audit that asks nobody. */
    public Parts none() {
        return new Parts(List.of(), null);
    }

    /**
     * Asks all others for their part if one of them has a file.
     * @param progress called with the parts so far
     */
    public Parts start(List<PartitionScope> scopes, Caller caller, Consumer<List<ReplicaPart>> progress)
            throws InterruptedException {
        boolean all = scopes.stream().flatMap((scope) -> scope.segments().stream()).allMatch(OwnDisk::isJudged);
        if (all || caller.replica()) {
            return none();
        }
        Set<String> groups = scopes.stream().map((scope) -> scope.sink().group()).collect(Collectors.toSet());
        List<Question> questions = this.others.running(groups)
            .stream()
            .map((replica) -> new Question(replica, "POST", "/api/audits", request(replica, groups)))
            .toList();
        List<RemotePart> parts = new ArrayList<>();
        for (Answer answer : this.others.ask(questions, caller, ANSWER).answers()) {
            parts.add(new RemotePart(answer));
        }
        return new Parts(parts, new Waiting(progress, caller));
    }

    /** Another replica may have some of the groups only. */
    private static byte[] request(Replica replica, Set<String> groups) {
        return MAPPER.writeValueAsBytes(Map.of("groups", replica.groups().stream().filter(groups::contains).toList()));
    }

    /** Who waits for the parts. */
    private record Waiting(Consumer<List<ReplicaPart>> progress, Caller caller) {
    }

    /** Parts of other replicas. Owned by the thread of the audit. */
    public final class Parts {

        private final List<RemotePart> parts;

        private final @Nullable Waiting waiting;

        private Parts(List<RemotePart> parts, @Nullable Waiting waiting) {
            this.parts = parts;
            this.waiting = waiting;
        }

        /** Whether nobody had to be asked. */
        public boolean areNone() {
            return this.waiting == null;
        }

        /** Waits for all parts. A part runs as long as its replica answers. */
        public void await() throws InterruptedException {
            if (this.waiting == null) {
                return;
            }
            while (true) {
                List<RemotePart> running = this.parts.stream().filter(RemotePart::isRunning).toList();
                this.waiting.progress().accept(views());
                if (running.isEmpty()) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                List<Question> questions = running.stream().map(RemotePart::question).toList();
                List<Answer> answers = OtherDisks.this.others.ask(questions, this.waiting.caller(), ANSWER).answers();
                for (int i = 0; i < running.size(); i++) {
                    running.get(i).update(answers.get(i));
                }
            }
        }

        private List<ReplicaPart> views() {
            return this.parts.stream().filter(RemotePart::isConcerned).map(RemotePart::view).toList();
        }

        /**
         * Adds the parts to the reports of this disk, and names the replicas whose part
         * is missing.
         * @param changes says what happened to the files since
         */
        public List<PartitionReport> merge(List<Compared> own, MergedReports.Changes changes)
                throws IOException, TimeoutException, InterruptedException {
            MergedReports merged = new MergedReports(
                    this.parts.stream().filter(RemotePart::isCompleted).map(RemotePart::result).toList());
            List<PartitionReport> reports = new ArrayList<>();
            for (Compared compared : own) {
                reports.add(merged.merge(compared, changes));
            }
            if (this.waiting != null) {
                this.waiting.progress().accept(missing(merged.missing()));
            }
            return reports;
        }

        /** Adds owners of files that could not be asked. */
        private List<ReplicaPart> missing(List<String> owners) {
            Map<String, ReplicaPart> all = new LinkedHashMap<>();
            views().forEach((part) -> all.put(part.instance(), part));
            for (String owner : owners) {
                all.computeIfAbsent(owner,
                        (name) -> RemotePart.notAsked(name,
                                OtherDisks.this.others.all()
                                    .stream()
                                    .filter((replica) -> replica.instance().equals(name))
                                    .findFirst()));
            }
            return List.copyOf(all.values());
        }

    }

}
