package io.sensorstreams.consumer.standing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.sensorstreams.common.ledger.Ledger;
import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.format.FileFormat;
import io.sensorstreams.consumer.sink.PartitionKey;
import io.sensorstreams.consumer.sink.Sink;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

class CommittedStatesTest {

    private static final Sink SINK = new Sink("AIR", "AIR", Path.of("output"), FileFormat.CSV);

    private static final LedgerEntry OLD = file("AIR", 0, 5);

    private static final LedgerEntry NEW = file("AIR", 0, 7);

    private final Ledger ledger = mock();

    private final TopicOffsets offsets = mock();

    private final CommittedStates states = new CommittedStates(this.ledger, this.offsets);

    @BeforeEach
    void haveATopicOfOnePartition() throws Exception {
        given(this.ledger.cluster()).willReturn("cluster");
        given(this.offsets.id("AIR")).willReturn("AAAAAAAAAAAAAAAAAAAAAQ");
        given(this.offsets.starts("AIR")).willReturn(new TreeMap<>(Map.of(0, 2L)));
        given(this.offsets.ends("AIR")).willReturn(new TreeMap<>(Map.of(0, 9L)));
        given(this.offsets.committed(eq("AIR"), eq("AIR"), any()))
            .willReturn(new TreeMap<>(Map.of(0, new OffsetAndMetadata(5))));
    }

    @Test
    void readsTheOffsetBeforeTheLedgerAndTheGapsAfterTheFiles() throws Exception {
        this.states.of(new PartitionKey("AIR", "AIR", 0), Duration.ofSeconds(1));

        InOrder order = inOrder(this.offsets, this.ledger);
        order.verify(this.offsets).committed(new PartitionKey("AIR", "AIR", 0), Duration.ofSeconds(1));
        order.verify(this.ledger).awaitCaughtUp(Duration.ofSeconds(1));
        order.verify(this.ledger, atLeastOnce()).files("AIR", "AIR", 0);
        order.verify(this.ledger).gaps("AIR", "AIR", 0);
    }

    @Test
    void mixesNoTwoStatesOfTheLedger() throws Exception {
        given(this.ledger.files("AIR", "AIR", 0)).willReturn(List.of(OLD)).willReturn(List.of(NEW));

        assertThat(this.states.of(new PartitionKey("AIR", "AIR", 0), Duration.ofSeconds(1)).files())
            .containsExactly(NEW);
    }

    @Test
    void hasThePartitionsThatAreOnlyInTheLedger() throws Exception {
        given(this.ledger.files()).willReturn(List.of(NEW, file("AIR", 1, 3), file("archive", 2, 3)));

        SortedMap<Integer, StartingPoint> all = this.states.all(SINK);

        assertThat(all.keySet()).containsExactly(0, 1);
        assertThat(all.get(0).state().nextOffset()).isEqualTo(7);
        assertThat(all.get(0).begin()).isEqualTo(2);
        assertThat(all.get(0).end()).isEqualTo(9);
        assertThat(all.get(1).end()).isZero();
        assertThat(this.states.inKafka(SINK).keySet()).containsExactly(0);
    }

    private static LedgerEntry file(String group, int partition, long next) {
        return LedgerEntry.builder(group, "AIR", partition, "AIR-%d-%020d.csv".formatted(partition, 0))
            .nextOffset(next)
            .build();
    }

}
