package io.sensorstreams.consumer.replay;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerGap;
import io.sensorstreams.common.ledger.LedgerGap.Kind;
import io.sensorstreams.consumer.commit.Commit;
import io.sensorstreams.consumer.commit.CommitTransaction;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.Sink;
import io.sensorstreams.consumer.standing.CommittedStates;
import io.sensorstreams.consumer.standing.TopicOffsets;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class SkipsTest {

    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    private final StoppedGroups groups = mock(StoppedGroups.class);

    private final TopicOffsets offsets = mock(TopicOffsets.class);

    private final Ledger ledger = mock(Ledger.class);

    private final ReplayTransaction transaction = mock(ReplayTransaction.class);

    private final CommitTransaction open = mock(CommitTransaction.class);

    private final Skips skips = new Skips(this.groups, new CommittedStates(this.ledger, this.offsets), this.ledger,
            this.transaction, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void haveAGroupAt10() throws Exception {
        given(this.groups.find("AIR", "AIR")).willReturn(new Sink("AIR", "AIR", Path.of("output"), FileFormat.CSV));
        given(this.transaction.alone(eq("AIR"), any()))
            .willAnswer((call) -> call.<ReplayTransaction.Move<?>>getArgument(1).run(this.open));
        given(this.transaction.instance()).willReturn("consumer-0");
        given(this.offsets.id("AIR")).willReturn(TOPIC_ID);
        committed(new OffsetAndMetadata(10, TOPIC_ID));
        given(this.offsets.ends("AIR")).willReturn(new TreeMap<>(Map.of(0, 100L)));
        given(this.ledger.files("AIR", "AIR", 0)).willReturn(List.of());
        given(this.ledger.gaps("AIR", "AIR", 0)).willReturn(List.of());
    }

    @Test
    void recordsDeletedOffsetsBeforeTheSkippedOnes() throws Exception {
        start(30);

        assertThat(skip(50).offsets()).isEqualTo(20);
        assertThat(gaps()).extracting(LedgerGap::kind, LedgerGap::from, LedgerGap::to, LedgerGap::acknowledged)
            .containsExactly(tuple(Kind.DELETED, 10L, 30L, false), tuple(Kind.SKIPPED, 30L, 50L, true));
    }

    @ParameterizedTest
    @ValueSource(longs = { 50, 60 })
    void refusesToSkipDeletedOffsets(long to) throws Exception {
        start(60);

        assertThatExceptionOfType(InvalidSkipException.class).isThrownBy(() -> skip(to))
            .withMessage(
                    "was " + to + ", but Kafka has removed these offsets: the first one left is 60, and a group that is"
                            + " started continues there; to skip records from there on, name a greater offset");
    }

    @Test
    void refusesADeletedOffsetForANewGroup() throws Exception {
        committed();
        start(60);

        assertThatExceptionOfType(InvalidSkipException.class).isThrownBy(() -> skip(50))
            .satisfies((failure) -> assertThat(failure.field()).isEqualTo("to"));
    }

    @Test
    void recordsNoLossForANewGroup() throws Exception {
        committed();
        start(30);

        skip(50);
        assertThat(gaps()).extracting(LedgerGap::kind, LedgerGap::from, LedgerGap::to)
            .containsExactly(tuple(Kind.SKIPPED, 30L, 50L));
    }

    @Test
    void refusesToSkipInATopicThatTheGroupHasNotRead() throws Exception {
        committed(new OffsetAndMetadata(10, "AAAAAAAAAAAAAAAAAAAAAg"));
        start(0);

        assertThatExceptionOfType(ReplayRefusedException.class).isThrownBy(() -> skip(50))
            .withMessage("Topic AIR is not the topic of this name that group 'AIR' has read: its committed offset 10"
                    + " of partition 0 is not valid there; replay it from \"beginning\"");
    }

    private void committed(OffsetAndMetadata... offset) throws Exception {
        SortedMap<Integer, OffsetAndMetadata> offsets = new TreeMap<>();
        Stream.of(offset).forEach((first) -> offsets.put(0, first));
        given(this.offsets.committed(eq("AIR"), eq("AIR"), any())).willReturn(offsets);
    }

    private void start(long offset) throws Exception {
        given(this.offsets.starts("AIR")).willReturn(new TreeMap<>(Map.of(0, offset)));
    }

    private SkipView skip(long to) throws Exception {
        return this.skips.skip("AIR", new SkipRequest("AIR", 0, to, "bad rows"));
    }

    private List<LedgerGap> gaps() {
        ArgumentCaptor<Commit> committed = ArgumentCaptor.captor();
        verify(this.transaction).commit(eq(this.open), eq("AIR"), committed.capture());
        return committed.getValue().gaps();
    }

}
