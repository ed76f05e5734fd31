package io.sensorstreams.consumer.bucket;

import java.util.Set;
import java.util.TreeSet;

import io.sensorstreams.consumer.disk.Choices;
import io.sensorstreams.consumer.disk.Crash;
import io.sensorstreams.consumer.disk.SimulatedClock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SimulatedStoreTest extends StoreContract {

    private final S3Client client = new SimulatedStore(new Choices(0), new SimulatedClock(), StoreFlaw.NONE).connect();

    @Override
    S3Client client() {
        return this.client;
    }

    @Override
    String bucket() {
        return SimulatedStore.BUCKET;
    }

    @Override
    String prefix() {
        return "p/";
    }

    /** Answer of a call and content of the object after it. */
    private static String outcome(SimulatedStore store, Runnable call) {
        String answer = "answer";
        try {
            call.run();
        }
        catch (AwsServiceException e) {
            answer = String.valueOf(e.statusCode());
        }
        catch (SdkClientException e) {
            answer = "none";
        }
        catch (Crash e) {
            answer = "crash";
        }
        return answer + " " + content(store);
    }

    private static String content(SimulatedStore store) {
        byte[] bytes = store.objects().get("a");
        return (bytes != null) ? new String(bytes, UTF_8) : "-";
    }

    private static void putNew(S3Client client, String content) {
        client.putObject((put) -> put.bucket(SimulatedStore.BUCKET).key("a").ifNoneMatch("*"),
                RequestBody.fromString(content));
    }

    private static SimulatedStore store(Choices choices) {
        return new SimulatedStore(choices, new SimulatedClock(), StoreFlaw.NONE);
    }

    @Test
    void hasEveryOutcomeOfAWrite() {
        Set<String> outcomes = new TreeSet<>();
        Choices choices = new Choices(1);
        do {
            SimulatedStore store = store(choices);
            String outcome = outcome(store, () -> putNew(store.connect(), "x"));
            store.settle();
            outcomes.add(outcome + ", later " + content(store));
        }
        while (choices.next());

        assertThat(outcomes).containsExactlyInAnyOrder("answer x, later x", "412 x, later x", "none x, later x",
                "none -, later -", "none -, later x", "crash x, later x", "crash -, later -", "crash -, later x");
    }

    @Test
    void letsALateWriteOvertakeAnother() {
        Set<String> outcomes = new TreeSet<>();
        Choices choices = new Choices(1);
        do {
            SimulatedStore store = store(choices);
            String first = outcome(store, () -> putNew(store.connect(), "x"));
            String second = outcome(store, () -> putNew(store.connect(), "y"));
            store.settle();
            outcomes.add(first + ", " + second + ", later " + content(store));
        }
        while (choices.next());

        assertThat(outcomes).contains("none -, 412 x, later x", "none -, answer y, later y", "answer x, 412 x, later x",
                "none -, answer y, later y");
    }

    @Test
    void failsReadsWithoutEffect() {
        Set<String> outcomes = new TreeSet<>();
        Choices choices = new Choices(1);
        do {
            SimulatedStore store = store(choices);
            outcomes.add(outcome(store,
                    () -> store.connect().listObjectsV2((list) -> list.bucket(SimulatedStore.BUCKET).prefix(""))));
        }
        while (choices.next());

        assertThat(outcomes).containsExactly("answer -", "crash -", "none -");
    }

    @Test
    void refusesCallsOfAProcessThatHasEnded() {
        this.client.close();

        assertThatIllegalStateException().isThrownBy(() -> putNew(this.client, "x"));
    }

}
