package io.sensorstreams.common.objects;

import java.time.Duration;

import software.amazon.awssdk.services.s3.S3Client;

/** Object stores with the client of a test. */
public final class ClientStores {

    private static final StoreProperties PROPERTIES = new StoreProperties(null, null, null, Duration.ofMinutes(1),
            Duration.ofMinutes(1), Duration.ofMinutes(1));

    private ClientStores() {
    }

    /** Returns a store that calls a client, and closes it. */
    public static ObjectStore of(S3Client client, StoreAddress address) {
        return new ObjectStore(client, address, PROPERTIES);
    }

}
