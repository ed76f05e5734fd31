package io.sensorstreams.consumer.bucket;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Crash;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An object store in memory that any number of processes {@linkplain #connect use}. Each
 * call is a step. A process may crash before or after a call. A call may fail without an
 * effect, or take effect and lose its answer, or take effect late: before any later call
 * of any process, or at the end, as a request that waits in the network after its sender
 * gave up.
 */
public final class SimulatedStore {

    /** Name of the only bucket. */
    public static final String BUCKET = "simulated";

    private static final String FAILED = "failed";

    private static final String CRASH = "crash";

    private final Choices choices;

    /** Subjects of calls that never fail. */
    private Pattern reliable = Pattern.compile("(?!)");

    /** Runs during each call. */
    private Runnable during = () -> {
    };

    private final Clock clock;

    private final Bucket bucket;

    private final Uploads uploads;

    /** Calls that have not yet taken effect, and whose senders do not wait for them. */
    private final List<Runnable> late = new ArrayList<>();

    /** Creates an empty store. */
    public SimulatedStore(Choices choices, Clock clock, StoreFlaw flaw) {
        this.choices = choices;
        this.clock = clock;
        this.bucket = new Bucket(clock, flaw);
        this.uploads = new Uploads(this.bucket, clock);
    }

    /** Runs something during each call, such as a change of the clock. */
    public void duringEachCall(Runnable event) {
        this.during = event;
    }

    /** Returns the clock of the store. */
    public Clock clock() {
        return this.clock;
    }

    /** Returns the store as a new process sees it. */
    public S3Client connect() {
        return new SimulatedClient(this, this.bucket, this.uploads);
    }

    /** Lets no call fail whose key or prefix matches a regular expression. */
    public void neverFailAt(String subjects) {
        this.reliable = Pattern.compile(subjects);
    }

    /** Gives the store another flaw, or none. */
    public void become(StoreFlaw flaw) {
        this.bucket.become(flaw);
    }

    /** Bytes of all objects, by key. */
    public SortedMap<String, byte[]> objects() {
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        this.bucket.objects().forEach((key, object) -> bytes.put(key, object.bytes()));
        return bytes;
    }

    /** ETags of all objects, by key. */
    public Map<String, String> etags() {
        Map<String, String> etags = new TreeMap<>();
        this.bucket.objects().forEach((key, object) -> etags.put(key, object.etag()));
        return etags;
    }

    /** Keys of the uploads in parts that are not completed. */
    public Set<String> uploads() {
        return this.uploads.keys();
    }

    /** Makes all late calls take effect. */
    public void settle() {
        List<Runnable> calls = List.copyOf(this.late);
        this.late.clear();
        calls.forEach(Runnable::run);
    }

    <T> T read(StoreCall call, String subject, Supplier<T> effect) {
        this.during.run();
        if (this.reliable.matcher(subject).matches()) {
            return effect.get();
        }
        arrive();
        return switch (this.choices.fault(call.name(), subject, FAILED, CRASH)) {
            case 1 -> throw StoreErrors.noAnswer();
            case 2 -> throw new Crash(call + " of " + subject);
            default -> effect.get();
        };
    }

    /** Repeated means that the SDK loses the first answer and calls again. */
    <T> T change(StoreCall call, String subject, Supplier<T> effect) {
        this.during.run();
        if (this.reliable.matcher(subject).matches()) {
            return effect.get();
        }
        arrive();
        int fault = this.choices.fault(call.name(), subject, FAILED, "done, repeated", "done, no answer",
                "late, no answer", "crash before", "crash after", "crash, late");
        if (fault == 4 || fault == 7) {
            this.late.add(() -> ignoringRefusal(effect));
        }
        if (fault == 2 || fault == 3 || fault == 6) {
            ignoringRefusal(effect);
        }
        return switch (fault) {
            case 0, 2 -> effect.get();
            case 1, 3, 4 -> throw StoreErrors.noAnswer();
            default -> throw new Crash(call + " of " + subject);
        };
    }

    /** Nobody gets the answer. */
    private static void ignoringRefusal(Supplier<?> effect) {
        try {
            effect.get();
        }
        catch (SdkException e) {
            // The store refused the call.
        }
    }

    /**
     * Any of the late calls may take effect now, in any order. After some commits they
     * wait until {@link #settle}.
     */
    private void arrive() {
        while (!this.late.isEmpty() && !this.choices.isCalm()) {
            int chosen = this.choices.anyOf("late calls that take effect", this.late.size() + 1);
            if (chosen == 0) {
                return;
            }
            this.late.remove(chosen - 1).run();
        }
    }

}
