package io.sensorstreams.consumer.find;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.sink.Sinks;
import io.sensorstreams.consumer.standing.TopicOffsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@Timeout(60)
class RowSearchesTest {

    private final TopicOffsets offsets = mock();

    private final RowSearches searches = new RowSearches(
            new Sinks(List.of(new Sink("AIR", "AIR", Path.of("out"), FileFormat.CSV),
                    new Sink("copy", "AIR", Path.of("copy"), FileFormat.CSV))),
            this.offsets, mock(), mock(), mock());

    private static RowRequest at(String topic, @Nullable Integer partition, long offset, @Nullable String group) {
        return new RowRequest(topic, null, null, null, partition, offset, group);
    }

    private static SortedMap<Integer, Long> partitions(long... offsets) {
        SortedMap<Integer, Long> found = new TreeMap<>();
        for (int partition = 0; partition < offsets.length; partition++) {
            found.put(partition, offsets[partition]);
        }
        return found;
    }

    @Test
    void refusesTopicsGroupsAndPartitionsThatAreNotThere() throws Exception {
        given(this.offsets.starts("AIR")).willReturn(partitions(0, 5));
        given(this.offsets.ends("AIR")).willReturn(partitions(9, 9));

        assertInvalid(at("FIRE", 0, 1, null), "topic", "is 'FIRE', which no group of this service reads; known: [AIR]");
        assertInvalid(at("AIR", 0, 1, "other"), "group",
                "is 'other', which does not read topic AIR; known: [AIR, copy]");
        assertInvalid(at("AIR", 2, 1, null), "partition", "is 2; topic AIR has the partitions 0 to 1");
        assertInvalid(at("AIR", null, 1, null), "partition",
                "is missing: topic AIR has 2 partitions, and each has such an offset");
        assertThatExceptionOfType(RowNotFoundException.class)
            .isThrownBy(() -> this.searches.find(at("AIR", 0, 9, null)))
            .withMessage("AIR partition 0 has no offset 9 yet; it ends at offset 9");
        assertThatExceptionOfType(RowNotFoundException.class)
            .isThrownBy(() -> this.searches.find(at("AIR", 1, 4, null)))
            .withMessageStartingWith("Kafka has removed offset 4 of AIR partition 1; its first record has offset 5");
    }

    private void assertInvalid(RowRequest request, String parameter, String reason) {
        assertThatExceptionOfType(InvalidParameterException.class).isThrownBy(() -> this.searches.find(request))
            .withMessage(reason)
            .satisfies((e) -> assertThat(e.parameter()).isEqualTo(parameter));
    }

    @Test
    void searchesTwoRowsAtATime() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        given(this.offsets.starts("AIR")).willAnswer((call) -> {
            entered.countDown();
            leave.await();
            return partitions();
        });
        given(this.offsets.ends("AIR")).willReturn(partitions());
        List<CompletableFuture<Void>> others = List.of(search(), search());
        try {
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatExceptionOfType(RowSearchBusyException.class)
                .isThrownBy(() -> this.searches.find(at("AIR", 0, 1, null)))
                .withMessage("2 rows are being searched, more are not searched at the same time");
        }
        finally {
            leave.countDown();
        }
        for (CompletableFuture<Void> other : others) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> other.get(30, TimeUnit.SECONDS))
                .withRootCauseInstanceOf(RowNotFoundException.class);
        }
        assertThatExceptionOfType(RowNotFoundException.class)
            .isThrownBy(() -> this.searches.find(at("AIR", 0, 1, null)))
            .withMessage("Kafka has no topic AIR");
    }

    /** On its own thread: the common pool may have one thread only. */
    private CompletableFuture<Void> search() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(() -> {
            try {
                this.searches.find(at("AIR", 0, 1, null));
                done.complete(null);
            }
            catch (Exception e) {
                done.completeExceptionally(e);
            }
        }).start();
        return done;
    }

    @Test
    void endsASearchThatTakesTooLong() {
        AtomicLong nanos = new AtomicLong();
        Deadline deadline = new Deadline(Duration.ofSeconds(15), nanos::get);
        nanos.set(Duration.ofSeconds(15).toNanos());
        deadline.read(500);
        nanos.incrementAndGet();

        assertThatExceptionOfType(RowSearchTimeoutException.class).isThrownBy(() -> deadline.read(300))
            .withMessage("The row was not found within 15 s, in which 800 records were read; name the run or the"
                    + " partition to make the search shorter");
    }

}
