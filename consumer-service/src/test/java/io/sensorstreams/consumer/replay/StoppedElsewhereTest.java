package io.sensorstreams.consumer.replay;

import java.util.Optional;

import io.sensorstreams.consumer.replicas.ask.Caller;
import io.sensorstreams.consumer.replicas.ask.OtherReplicas;
import io.sensorstreams.consumer.replicas.ask.ReplicasUnavailableException;
import io.sensorstreams.consumer.setting.SensorProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class StoppedElsewhereTest {

    private final OtherReplicas others = mock(OtherReplicas.class);

    private final SensorProperties properties = mock(SensorProperties.class, RETURNS_DEEP_STUBS);

    @Test
    void refusesWhileReplicasWithPartitionsAssignedByHandAreNotKnown() {
        when(this.others.problem()).thenReturn(Optional.of("Not authorized to access topics: [sensor-replicas]"));
        StoppedElsewhere byHand = new StoppedElsewhere(this.others, this.properties);

        assertThatExceptionOfType(ReplicasUnavailableException.class)
            .isThrownBy(() -> byHand.require("AIR", new Caller(null, false)))
            .withMessage(
                    "It is not known whether group 'AIR' is stopped on all replicas, because the other replicas are"
                            + " not known: Not authorized to access topics: [sensor-replicas]. Nothing was changed. Repeat the"
                            + " request when the health component 'replicas' has no 'alone'");
        assertThatCode(() -> byHand.require("AIR", Caller.ALONE)).doesNotThrowAnyException();
    }

    @Test
    void asksNobodyWhenKafkaAssignsThePartitions() {
        when(this.others.problem()).thenReturn(Optional.of("The topic of the replicas is not read yet"));
        when(this.properties.assign().isEmpty()).thenReturn(true);
        StoppedElsewhere assigned = new StoppedElsewhere(this.others, this.properties);

        assertThatCode(() -> assigned.require("AIR", new Caller(null, false))).doesNotThrowAnyException();
    }

}
