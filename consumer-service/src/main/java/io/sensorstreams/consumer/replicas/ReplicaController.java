package io.sensorstreams.consumer.replicas;

import java.time.Instant;
import java.util.List;

import io.sensorstreams.common.web.openapi.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/replicas")
class ReplicaController {

    private final Replicas replicas;

    ReplicaController(Replicas replicas) {
        this.replicas = replicas;
    }

    /** Lists the replicas of this service, with the addresses at which they answer. */
    @GetMapping
    List<ReplicaView> list() {
        return this.replicas.all()
            .stream()
            .map((replica) -> new ReplicaView(replica.instance(), replica.url(),
                    replica.instance().equals(this.replicas.instance()), replica.groups(), replica.startedAt(),
                    replica.stoppedAt()))
            .toList();
    }

    /**
     * Removes a replica that does not come back from the list. A replica that runs adds
     * itself again.
     */
    @DeleteMapping("/{instance}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refusal(status = 404, type = "replica-not-found")
    @Refusal(status = 503, type = "kafka-unavailable")
    void forget(@PathVariable String instance) {
        this.replicas.forget(instance);
    }

    /**
     * Public view of a replica.
     *
     * @param self whether it is the replica that answers
     * @param stoppedAt when it was stopped in order; null while it runs, and after a
     * crash
     */
    record ReplicaView(String instance, String url, boolean self, List<String> groups, Instant startedAt,
            @Nullable Instant stoppedAt) {
    }

}
