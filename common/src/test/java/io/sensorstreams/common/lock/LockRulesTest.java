package io.sensorstreams.common.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the rules with code that violates them, and with similar valid code. */
class LockRulesTest {

    @ParameterizedTest
    @ValueSource(classes = { ClosesClient.class, AsksThroughOthers.class, StartsContainer.class, WaitsForFuture.class,
            Sleeps.class, CountsDown.class, TakesFromQueue.class, RunsListener.class, RunsOwnListener.class,
            WritesFile.class, ResolvesName.class, StartsProcess.class, CompletesFuture.class, AsksInStream.class,
            AsksInMap.class, AsksUnderReentrantLock.class, AsksAfterTryLock.class, AsksInCatch.class,
            WaitsWithTwoLocks.class, AsksInSuperclass.class })
    void refusesBlockingCallsUnderALock(Class<?> planted) {
        assertThat(violations(planted)).as(planted.getSimpleName())
            .isNotEmpty()
            .allMatch((text) -> text.contains("holds"));
    }

    @ParameterizedTest
    @ValueSource(classes = { LocksInCallback.class, LocksInFuture.class, LocksInMethodOfCallback.class,
            AsksInCallback.class, LocksInCallbackClass.class })
    void refusesCallbacksThatBlockOrCallClients(Class<?> planted) {
        assertThat(violations(planted)).as(planted.getSimpleName())
            .isNotEmpty()
            .allMatch((text) -> text.contains("is called back by a client"));
    }

    @ParameterizedTest
    @ValueSource(classes = { GetsForever.class, JoinsForever.class, WaitsForever.class, TakesForever.class,
            ClosesForever.class })
    void refusesWaitsWithoutABound(Class<?> planted) {
        assertThat(violations(planted)).as(planted.getSimpleName())
            .hasSize(1)
            .allMatch((text) -> text.contains("waits without a bound"));
    }

    @Test
    void refusesLocksTakenInDifferentOrders() {
        assertThat(violations(BothOrders.class)).hasSize(2)
            .allMatch((text) -> text.contains("and the other way round"));
    }

    @Test
    void refusesALockThatIsNotReleased() {
        assertThat(violations(Keeps.class)).singleElement().asString().contains("does not release it");
    }

    @ParameterizedTest
    @ValueSource(classes = { DecidesUnderLock.class, ReturnsFromLock.class, WaitsForChange.class, HandsOver.class,
            WaitsInCondition.class, CompletesInCallback.class })
    void allowsCallsThatCannotBlock(Class<?> planted) {
        assertThat(violations(planted)).as(planted.getSimpleName()).isEmpty();
    }

    @Test
    void reportsThePathFromTheLockToTheCall() {
        assertThat(violations(AsksThroughOthers.class)).containsExactly(
                "LockRulesTest$AsksThroughOthers.get holds LockRulesTest$AsksThroughOthers.this and calls Admin.metrics,"
                        + " a Kafka client (LockRulesTest$AsksThroughOthers.get > LockRulesTest$AsksThroughOthers.ask)");
    }

    @Test
    void allowsAnExceptionOnlyWhileItIsNeeded() {
        Allowance needed = new Allowance("LockRulesTest$WritesFile.get", "Files.delete", "planted");
        Allowance needless = new Allowance("LockRulesTest$Sleeps.get", "Thread.sleep", "planted");

        assertThat(new LockRules(Program.ofClasses(WritesFile.class), needed).violations()).isEmpty();
        assertThat(new LockRules(Program.ofClasses(WritesFile.class), needed, needless).violations()).singleElement()
            .asString()
            .startsWith("Not needed any more, remove it");
    }

    private static List<String> violations(Class<?> planted) {
        List<Class<?>> classes = new ArrayList<>(List.of(planted));
        for (Class<?> parent = planted.getSuperclass(); parent != Object.class; parent = parent.getSuperclass()) {
            classes.add(parent);
        }
        classes.add(Listener.class);
        return new LockRules(Program.ofClasses(classes.toArray(Class<?>[]::new))).violations();
    }

    interface Listener {

        void changed();

    }

    static class ClosesClient {

        private Admin admin;

        void get() {
            synchronized (this) {
                this.admin.close(java.time.Duration.ZERO);
            }
        }

    }

    static class AsksThroughOthers {

        private Admin admin;

        synchronized Object get() {
            return ask();
        }

        private Object ask() {
            return this.admin.metrics();
        }

    }

    static class StartsContainer {

        private MessageListenerContainer container;

        synchronized void get() {
            this.container.start();
        }

    }

    static class WaitsForFuture {

        private CompletableFuture<String> future;

        synchronized String get() throws Exception {
            return this.future.get(1, TimeUnit.SECONDS);
        }

    }

    static class Sleeps {

        synchronized void get() throws InterruptedException {
            Thread.sleep(1);
        }

    }

    static class CountsDown {

        private final CountDownLatch latch = new CountDownLatch(1);

        synchronized boolean get() throws InterruptedException {
            return this.latch.await(1, TimeUnit.SECONDS);
        }

    }

    static class TakesFromQueue {

        private BlockingQueue<String> queue;

        synchronized String get() throws InterruptedException {
            return this.queue.poll(1, TimeUnit.SECONDS);
        }

    }

    static class RunsListener {

        private Supplier<String> supplier;

        synchronized String get() {
            return this.supplier.get();
        }

    }

    static class RunsOwnListener {

        private Listener listener;

        synchronized void get() {
            this.listener.changed();
        }

    }

    static class WritesFile {

        private Path path;

        synchronized void get() throws IOException {
            Files.delete(this.path);
        }

    }

    static class ResolvesName {

        synchronized Object get() throws IOException {
            return java.net.InetAddress.getByName("nowhere");
        }

    }

    static class StartsProcess {

        synchronized Object get() throws IOException {
            return new ProcessBuilder("true").start();
        }

    }

    static class CompletesFuture {

        private CompletableFuture<String> future;

        synchronized void get() {
            this.future.complete("");
        }

    }

    static class AsksInStream {

        private List<Admin> admins;

        synchronized void get() {
            this.admins.forEach((admin) -> admin.metrics());
        }

    }

    static class AsksInMap {

        private final Map<String, Object> known = new ConcurrentHashMap<>();

        private Admin admin;

        Object get() {
            return this.known.computeIfAbsent("", (key) -> this.admin.metrics());
        }

    }

    static class AsksUnderReentrantLock {

        private final ReentrantLock lock = new ReentrantLock();

        private Admin admin;

        Object get() {
            this.lock.lock();
            try {
                return this.admin.metrics();
            }
            finally {
                this.lock.unlock();
            }
        }

    }

    static class AsksAfterTryLock {

        private final ReentrantLock lock = new ReentrantLock();

        private Admin admin;

        void get() {
            if (this.lock.tryLock()) {
                try {
                    this.admin.metrics();
                }
                finally {
                    this.lock.unlock();
                }
            }
        }

    }

    static class AsksInCatch {

        private final Object lock = new Object();

        private Admin admin;

        private int[] numbers;

        void get(int index) {
            synchronized (this.lock) {
                try {
                    if (this.numbers[index] > 0) {
                        return;
                    }
                }
                catch (IndexOutOfBoundsException e) {
                    this.admin.metrics();
                }
            }
        }

    }

    static class WaitsWithTwoLocks {

        private final Object inner = new Object();

        synchronized void get() throws InterruptedException {
            synchronized (this.inner) {
                this.inner.wait(1);
            }
        }

    }

    static class Asks {

        private Admin admin;

        Object ask() {
            return this.admin.metrics();
        }

    }

    static class AsksInSuperclass extends Asks {

        synchronized Object get() {
            return ask();
        }

    }

    static class LocksInCallback {

        private Producer<byte[], byte[]> producer;

        private int count;

        void get(ProducerRecord<byte[], byte[]> record) {
            this.producer.send(record, (metadata, failure) -> {
                synchronized (this) {
                    this.count++;
                }
            });
        }

    }

    static class LocksInFuture {

        private KafkaFuture<String> future;

        private int count;

        void get() {
            this.future.toCompletionStage().thenAccept((answer) -> count());
        }

        private synchronized void count() {
            this.count++;
        }

    }

    static class LocksInMethodOfCallback {

        private KafkaFuture<String> future;

        private int count;

        void get() {
            this.future.whenComplete(this::count);
        }

        private synchronized void count(String answer, Throwable failure) {
            this.count++;
        }

    }

    static class LocksInCallbackClass implements Callback {

        private int count;

        @Override
        public synchronized void onCompletion(org.apache.kafka.clients.producer.RecordMetadata metadata,
                Exception failure) {
            this.count++;
        }

    }

    static class AsksInCallback {

        private KafkaFuture<String> future;

        private Admin admin;

        void get() {
            this.future.toCompletionStage()
                .toCompletableFuture()
                .whenComplete((answer, failure) -> this.admin.metrics());
        }

    }

    static class GetsForever {

        private KafkaFuture<String> future;

        String get() throws Exception {
            return this.future.get();
        }

    }

    static class JoinsForever {

        private Thread thread;

        void get() throws InterruptedException {
            this.thread.join();
        }

    }

    static class WaitsForever {

        synchronized void get() throws InterruptedException {
            wait();
        }

    }

    static class TakesForever {

        private BlockingQueue<String> queue;

        String get() throws InterruptedException {
            return this.queue.take();
        }

    }

    static class ClosesForever {

        private Producer<byte[], byte[]> producer;

        void get() {
            this.producer.close();
        }

    }

    static class BothOrders {

        private final Object left = new Object();

        private final Object right = new Object();

        private int count;

        void get() {
            synchronized (this.left) {
                right();
            }
        }

        private void right() {
            synchronized (this.right) {
                this.count++;
            }
        }

        void other() {
            synchronized (this.right) {
                synchronized (this.left) {
                    this.count++;
                }
            }
        }

    }

    static class Keeps {

        private final ReentrantLock lock = new ReentrantLock();

        void get() {
            this.lock.lock();
        }

    }

    static class DecidesUnderLock {

        private Admin admin;

        private boolean closed;

        void get() {
            boolean first;
            synchronized (this) {
                first = !this.closed;
                this.closed = true;
            }
            if (first) {
                this.admin.close(java.time.Duration.ofSeconds(1));
            }
        }

    }

    static class ReturnsFromLock {

        private final Object lock = new Object();

        private Admin admin;

        private int count;

        Object get() {
            synchronized (this.lock) {
                if (this.count > 0) {
                    return null;
                }
                for (int i = 0; i < 3; i++) {
                    if (this.count++ > 5) {
                        break;
                    }
                }
            }
            return this.admin.metrics();
        }

    }

    static class WaitsForChange {

        private boolean changed;

        synchronized void get() throws InterruptedException {
            while (!this.changed) {
                wait(100);
            }
        }

    }

    static class WaitsInCondition {

        private final ReentrantLock lock = new ReentrantLock();

        private final Condition changed = this.lock.newCondition();

        boolean get() throws InterruptedException {
            this.lock.lock();
            try {
                return this.changed.await(1, TimeUnit.SECONDS);
            }
            finally {
                this.lock.unlock();
            }
        }

    }

    static class HandsOver {

        private Executor executor;

        private Admin admin;

        synchronized void get() {
            this.executor.execute(() -> this.admin.metrics());
        }

    }

    static class CompletesInCallback {

        private KafkaFuture<String> future;

        private volatile String answer;

        private Executor executor;

        void get() {
            this.future.whenComplete((text, failure) -> {
                this.answer = text;
                this.executor.execute(() -> answered());
            });
        }

        private synchronized void answered() {
            this.answer += "!";
        }

    }

}
