package io.sensorstreams.consumer.replicas.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.consumer.replicas.Replica;
import io.sensorstreams.consumer.replicas.Replicas;
import io.sensorstreams.consumer.replicas.ask.ReplicaClient.Request;
import io.sensorstreams.consumer.replicas.ask.ReplicaClient.Response;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Asks other replicas at the same time, each for itself. Thread-safe. */
public class OtherReplicas implements AutoCloseable {

    private static final int MOST_THREADS = 64;

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    /** More than a request takes, with its connection and its body. */
    private static final Duration MORE = Duration.ofSeconds(5);

    private final Replicas replicas;

    private final ReplicaClient client;

    private final ThreadPoolExecutor threads;

    OtherReplicas(Replicas replicas, ReplicaClient client) {
        this.replicas = replicas;
        this.client = client;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("ask-replica-");
        factory.setDaemon(true);
        // A caller asks by itself when all threads are busy.
        this.threads = new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory,
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Name of this replica. */
    public String self() {
        return this.replicas.instance();
    }

    /** Why the others are not known; empty when they are. */
    public Optional<String> problem() {
        return this.replicas.problem();
    }

    /** Returns all others, also those that do not run. */
    public List<Replica> all() {
        return this.replicas.others();
    }

    /** Returns the others with one of these groups that were not stopped in order. */
    public List<Replica> running(Collection<String> groups) {
        return all().stream()
            .filter((replica) -> replica.stoppedAt() == null)
            .filter((replica) -> replica.groups().stream().anyMatch(groups::contains))
            .toList();
    }

    /** Starts to ask replicas; {@link Asked#answers} waits for them. */
    public Asked ask(List<Question> questions, Caller caller, Duration limit) {
        List<Future<Answer>> asked = new ArrayList<>();
        for (Question question : questions) {
            asked.add(this.threads.submit(() -> answer(question, caller, limit)));
        }
        return new Asked(questions, asked, System.nanoTime() + limit.plus(MORE).toNanos());
    }

    private Answer answer(Question question, Caller caller, Duration limit) {
        Replica replica = question.replica();
        byte[] body = question.body();
        Request request = (body.length > 0) ? Request.json(question.method(), question.path(), body)
                : Request.of(question.method(), question.path());
        try (Response response = this.client.send(replica, request, caller, limit)) {
            byte[] bytes = response.body().readNBytes(MOST_BYTES);
            return ReplicaFailure.isRefusal(response.status())
                    ? Answer.without(replica, ReplicaFailure.of(response.status(), bytes))
                    : new Answer(replica, response.status(), bytes, null);
        }
        catch (IOException e) {
            return Answer.without(replica, ReplicaFailure.of(e));
        }
    }

    @Override
    public void close() {
        this.threads.shutdownNow();
    }

    /**
     * A request to one replica.
     *
     * @param body JSON; empty for none
     */
    public record Question(Replica replica, String method, String path, byte[] body) {

        public static Question of(Replica replica, String method, String path) {
            return new Question(replica, method, path, new byte[0]);
        }

    }

    /** Questions that are being answered. */
    public static final class Asked {

        private final List<Question> questions;

        private final List<Future<Answer>> asked;

        private final long deadline;

        private Asked(List<Question> questions, List<Future<Answer>> asked, long deadline) {
            this.questions = questions;
            this.asked = asked;
            this.deadline = deadline;
        }

        /** Waits for all answers, in the order of the questions. */
        public List<Answer> answers() throws InterruptedException {
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < this.asked.size(); i++) {
                answers.add(answer(this.questions.get(i).replica(), this.asked.get(i)));
            }
            return answers;
        }

        private Answer answer(Replica replica, Future<Answer> asking) throws InterruptedException {
            try {
                return asking.get(Math.max(0, this.deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            catch (TimeoutException e) {
                asking.cancel(true);
                return Answer.without(replica, "no answer in time");
            }
            catch (ExecutionException | CancellationException e) {
                return Answer.without(replica, String.valueOf((e.getCause() != null) ? e.getCause() : e));
            }
        }

    }

}
