package io.sensorstreams.consumer.group;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Public view of a group.
 *
 * @param assigned partitions that this instance owns, such as AIR-0
 * @param reason why the group does not run
 * @param replicas its state on all replicas, after a command that they have carried out
 */
public record ListenerView(String group, List<String> topics, ListenerState state, int threads, List<String> assigned,
        @Nullable String reason, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ReplicaState> replicas) {

    /** A group that is stopped here is not stopped while another replica stops it. */
    ListenerView on(List<ReplicaState> states) {
        boolean stopping = this.state == ListenerState.STOPPED
                && states.stream().anyMatch((one) -> one.state() == ListenerState.STOPPING);
        return new ListenerView(this.group, this.topics, stopping ? ListenerState.STOPPING : this.state, this.threads,
                this.assigned, this.reason, states);
    }

}
