package io.sensorstreams.common.lock;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Defines which methods of libraries may block, run foreign code, or wait without a time
 * limit.
 */
final class Foreign {

    /** Types that only contain settings, requests and responses. */
    private static final Pattern KAFKA_DATA = Pattern
        .compile(".*(Record|Records|Metadata|Options|Spec|Description|Listing|Config|NewTopic|OffsetAndTimestamp"
                + "|TransactionState|ListOffsetsResultInfo|MembershipOperation|Exception)(\\$\\w+)?");

    private static final Pattern SPRING_KAFKA_DATA = Pattern
        .compile(".*(Event|ContainerProperties(\\$\\w+)?|TopicPartitionOffset|Exception)");

    private static final Pattern FILES = Pattern.compile("java/nio/file/(Files|FileStore|DirectoryStream)"
            + "|java/nio/channels/.*|java/io/(?!ByteArray|String|\\w*Exception|Serial).*");

    private static final Pattern NETWORK = Pattern
        .compile("java/net/(?!URI$|\\w*Exception$|\\w*SocketAddress$|StandardS|URLEncoder|URLDecoder).*"
                + "|java/lang/Process(Builder)?|org/springframework/web/client/.*|org/apache/http/.*");

    private static final Set<String> WAITS = Set.of("Thread.sleep", "Thread.join", "LockSupport.park",
            "LockSupport.parkNanos", "LockSupport.parkUntil", "TimeUnit.sleep", "TimeUnit.timedJoin",
            "CountDownLatch.await", "CyclicBarrier.await", "Semaphore.acquire", "Semaphore.acquireUninterruptibly",
            "Phaser.awaitAdvance", "Phaser.arriveAndAwaitAdvance", "Exchanger.exchange", "Thread.onSpinWait");

    private static final Set<String> OF_FUTURES = Set.of("get", "join", "resultNow", "invoke");

    private static final Set<String> OF_EXECUTORS = Set.of("awaitTermination", "invokeAll", "invokeAny", "close");

    private static final Set<String> OF_QUEUES = Set.of("put", "take", "offer", "poll", "offerFirst", "offerLast",
            "pollFirst", "pollLast", "putFirst", "putLast", "takeFirst", "takeLast", "transfer");

    private static final Set<String> COMPOSING = Set.of("and", "or", "negate", "andThen", "compose", "reversed",
            "thenComparing");

    private static final Set<String> RUNS_CODE_OF_OTHERS = Set.of("java/lang/Runnable", "java/lang/AutoCloseable",
            "java/io/Closeable", "java/util/concurrent/Callable", "java/lang/reflect/Method");

    private Foreign() {
    }

    /**
     * Returns why a call is not allowed while a lock is held; empty when it is allowed.
     */
    static Optional<String> objection(Call call) {
        String owner = call.owner();
        String simple = Call.shortName(owner);
        if (owner.startsWith("org/apache/kafka/clients/") && !KAFKA_DATA.matcher(owner).matches()
                || owner.startsWith("org/apache/kafka/common/KafkaFuture")
                        && (OF_FUTURES.contains(call.name()) || isCompletion(call))) {
            return Optional.of("a Kafka client");
        }
        if (owner.startsWith("org/springframework/kafka/") && !SPRING_KAFKA_DATA.matcher(owner).matches()) {
            return Optional.of("a container of Spring Kafka");
        }
        if (FILES.matcher(owner).matches()) {
            return Optional.of("a file");
        }
        if (NETWORK.matcher(owner).matches()) {
            return Optional.of("a process or the network");
        }
        if (isWait(call, simple) || isObjectWait(call)) {
            return Optional.of("a wait");
        }
        if (isCompletion(call) || call.virtual() && isCodeOfOthers(call)) {
            return Optional.of("code of others");
        }
        return Optional.empty();
    }

    private static boolean isWait(Call call, String simple) {
        boolean concurrent = call.owner().startsWith("java/util/concurrent/");
        return WAITS.contains(simple + "." + call.name())
                || concurrent && (simple.endsWith("Future") || simple.startsWith("ForkJoin"))
                        && OF_FUTURES.contains(call.name())
                || concurrent && (simple.contains("Executor") || simple.contains("Completion"))
                        && OF_EXECUTORS.contains(call.name())
                || concurrent && simple.matches(".*(BlockingQueue|BlockingDeque|TransferQueue|SynchronousQueue)")
                        && OF_QUEUES.contains(call.name()) && !isQuick(call);
    }

    private static boolean isQuick(Call call) {
        return call.name().startsWith("poll") && call.isWithoutArguments()
                || call.name().startsWith("offer") && !call.descriptor().contains("TimeUnit");
    }

    /** Releases its own lock while it waits, but no other one. */
    static boolean isObjectWait(Call call) {
        return call.owner().equals("java/lang/Object") && call.name().equals("wait")
                || call.owner().endsWith("/locks/Condition") && call.name().startsWith("await");
    }

    /** Whether the call runs callbacks of a future. */
    private static boolean isCompletion(Call call) {
        return call.owner().endsWith("Future") && call.name().startsWith("complete")
                && !call.name().equals("completedFuture");
    }

    private static boolean isCodeOfOthers(Call call) {
        return (call.owner().startsWith("java/util/function/") || RUNS_CODE_OF_OTHERS.contains(call.owner()))
                && !COMPOSING.contains(call.name());
    }

    /** Whether a call waits without a time limit. */
    static boolean isUnbounded(Call call) {
        String simple = Call.shortName(call.owner());
        boolean joinsForever = simple.matches("(Kafka)?(Admin|Producer)(Client)?") && call.name().equals("close");
        boolean waits = isWait(call, simple) || isObjectWait(call)
                || call.owner().startsWith("org/apache/kafka/common/KafkaFuture") && call.name().equals("get")
                || simple.equals("Process") && call.name().equals("waitFor") || joinsForever;
        boolean blocksOnItem = simple.contains("Queue") && Set.of("put", "take").contains(call.name());
        return waits && (call.isWithoutArguments() || blocksOnItem) && !call.name().startsWith("resultNow")
                && !call.name().equals("onSpinWait");
    }

    /** Whether a lambda that is passed to this method runs later, on another thread. */
    static boolean runsLater(Call taker) {
        String simple = Call.shortName(taker.owner());
        return Set.of("execute", "submit").contains(taker.name()) || taker.name().startsWith("schedule")
                || taker.name().endsWith("Async") || simple.equals("Thread") || simple.equals("ThreadLocal");
    }

    /** Whether a lambda that is passed to this method runs on the thread of a client. */
    static boolean isCallback(Call lambda) {
        Call taker = lambda.taker();
        boolean ofFuture = taker != null
                && (taker.owner().startsWith("org/apache/kafka/common/KafkaFuture")
                        || taker.owner().startsWith("java/util/concurrent/Completable")
                        || taker.owner().startsWith("java/util/concurrent/CompletionStage"))
                && taker.name().matches("whenComplete|handle|exceptionally|then\\w+|runAfter\\w+|acceptEither")
                && !taker.name().endsWith("Async");
        return ofFuture || lambda.type() != null && lambda.type().equals(CALLBACK);
    }

    /** Result of a producer for a sent record. */
    static final String CALLBACK = "org/apache/kafka/clients/producer/Callback";

    /** Whether a lambda that is passed to this method runs while a map holds a lock. */
    static boolean isUnderLockOfMap(Call taker) {
        return taker.owner().matches("java/util/(concurrent/Concurrent(Hash)?Map|concurrent/ConcurrentMap|Map)")
                && taker.name().matches("compute\\w*|merge");
    }

}
