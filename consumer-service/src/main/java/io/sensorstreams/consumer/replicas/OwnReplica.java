package io.sensorstreams.consumer.replicas;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * This replica.
 *
 * @param instance its stable name
 * @param groups names of its groups
 * @param startedAt when it was started
 */
record OwnReplica(String instance, AdvertisedUrl url, List<String> groups, Instant startedAt) {

    /** What it publishes; empty as long as its address is not known. */
    Optional<Replica> published() {
        return this.url.url()
            .filter(Replica::isAddress)
            .map((address) -> new Replica(this.instance, address, this.groups, this.startedAt, null));
    }

}
