package io.sensorstreams.consumer.listen;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.sensorstreams.common.ledger.DisputedFiles;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.disk.SimulatedClock;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedState;
import io.sensorstreams.consumer.standing.StartingPoint;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Records without a dead letter, over several commits. */
class AdmissionsTest {

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    private static final PartitionKey KEY = new PartitionKey("AIR", "AIR", 0);

    private final Admissions admissions = new Admissions(KEY, SimulatedContext.of("consumer-0",
            new Sink("AIR", "AIR", Path.of("output"), FileFormat.CSV), new SimulatedClock()));

    @Test
    void extendsTheGapWithFurtherRefusedLetters() {
        start(Optional.empty(), TOPIC_ID);
        LedgerGap first = refuse(3, 5, 2);

        LedgerGap second = refuse(9, 9, 1);
        LedgerGap third = refuse(10, 20, 4);

        assertThat(List.of(second.key(), third.key())).containsOnly(first.key());
        assertThat(third.from()).isEqualTo(3);
        assertThat(third.to()).isEqualTo(21);
        assertThat(third.rows()).isEqualTo(7);
        assertThat(third.reason()).isEqualTo("reason at 3");
    }

    @Test
    void extendsTheGapOfTheLedgerAfterARestart() {
        start(Optional.empty(), TOPIC_ID);
        LedgerGap before = refuse(3, 5, 2);
        start(Optional.of(before), TOPIC_ID);

        LedgerGap after = refuse(9, 9, 1);

        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.rows()).isEqualTo(3);
    }

    @Test
    void beginsAnotherGapAfterAnAcceptedLetter() {
        start(Optional.empty(), TOPIC_ID);
        LedgerGap before = refuse(3, 5, 2);
        this.admissions.committed(Optional.empty(), 1, 8);
        // A recovery follows each refusal.
        start(Optional.of(before), TOPIC_ID);

        LedgerGap after = refuse(9, 9, 1);

        assertThat(after.from()).isEqualTo(9);
        assertThat(after.rows()).isEqualTo(1);
        assertThat(refuse(11, 11, 1).key()).isEqualTo(after.key());
    }

    @Test
    void beginsAnotherGapAfterOneOfAnotherKindOrTopic() {
        start(Optional.empty(), TOPIC_ID);
        LedgerGap before = refuse(3, 5, 2);

        start(Optional.of(before), "AAAAAAAAAAAAAAAAAAAAAg");
        assertThat(waiting(9, 9, 1)).extracting(LedgerGap::from).containsExactly(9L);

        start(Optional.of(gap(6, 7, Kind.SKIPPED)), TOPIC_ID);
        assertThat(waiting(9, 9, 1)).extracting(LedgerGap::from).containsExactly(9L);

        this.admissions.startAt(point(6, 9, Optional.of(before), TOPIC_ID));
        assertThat(waiting(9, 9, 1)).extracting(LedgerGap::kind).containsExactly(Kind.DELETED, Kind.LETTER_REFUSED);
        assertThat(refuse(9, 9, 1).from()).isEqualTo(9);
        assertThat(refuse(10, 10, 1).from()).isEqualTo(9);
    }

    @Test
    void recordsWhatKafkaRemovedBeforeTheFirstCommit() {
        this.admissions.startAt(newGroup(5));
        assertThat(this.admissions.waiting(Optional.empty())).isEmpty();

        this.admissions.startAt(newGroup(8));

        assertThat(this.admissions.waiting(Optional.empty())).singleElement().satisfies((gap) -> {
            assertThat(gap.kind()).isEqualTo(Kind.DELETED);
            assertThat(gap.from()).isEqualTo(5);
            assertThat(gap.to()).isEqualTo(8);
        });
    }

    private static StartingPoint newGroup(long begin) {
        CommittedState state = new CommittedState(KEY, Optional.empty(), List.of(), List.of(), DisputedFiles.NONE);
        return new StartingPoint(state, "cluster", TOPIC_ID, begin, 99);
    }

    private void start(Optional<LedgerGap> last, String topicId) {
        this.admissions.startAt(point(0, 0, last, topicId));
    }

    private static StartingPoint point(long committed, long begin, Optional<LedgerGap> last, String topicId) {
        CommittedState state = new CommittedState(KEY, Optional.of(new OffsetAndMetadata(committed)), List.of(),
                last.stream().toList(), DisputedFiles.NONE);
        return new StartingPoint(state, "cluster", topicId, begin, 99);
    }

    private List<LedgerGap> waiting(long first, long last, int count) {
        return this.admissions.waiting(unsent(first, last, count));
    }

    private LedgerGap refuse(long first, long last, int count) {
        List<LedgerGap> gaps = waiting(first, last, count);
        this.admissions.committed(unsent(first, last, count), 0, last + 1);
        return gaps.get(gaps.size() - 1);
    }

    private static Optional<DeadLetters.Unsent> unsent(long first, long last, int count) {
        return Optional.of(new DeadLetters.Unsent(first, last, count, "reason at " + first));
    }

    private static LedgerGap gap(long from, long to, Kind kind) {
        return new LedgerGap("AIR", "AIR", 0, from, to, kind, to - from, "a reason", new SimulatedClock().instant(),
                "consumer-0", TOPIC_ID, true);
    }

}
