package io.sensorstreams.producer.object;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.sensorstreams.common.objects.ObjectServer;
import io.sensorstreams.common.objects.ObjectStore;
import io.sensorstreams.common.objects.StoreAddress;
import io.sensorstreams.common.objects.StoreProperties;

/** Directories in the object store of the tests. */
public final class TestObjects {

    private TestObjects() {
    }

    /** A directory of a bucket, which exists. */
    public static Path root(URI endpoint, String bucket, String prefix) {
        return new ObjectFileSystem(ObjectStore.open(new StoreProperties(endpoint, null, null, Duration.ofSeconds(3),
                Duration.ofSeconds(5), Duration.ofSeconds(20)), new StoreAddress(bucket, prefix)))
            .root();
    }

    /** A directory of a new bucket. */
    public static Path newBucket(String bucket) {
        ObjectServer.shared().bucket(bucket);
        return root(ObjectServer.shared().endpoint(), bucket, "in/");
    }

}
