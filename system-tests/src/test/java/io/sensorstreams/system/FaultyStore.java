package io.sensorstreams.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.sensorstreams.common.objects.FaultyLink;
import io.sensorstreams.common.objects.ObjectServer;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;

/**
 * Bucket with the output files of a cluster under test. Each consumer has its own
 * connection to the store, which can fail. The methods that read the bucket use another
 * connection.
 */
final class FaultyStore implements AutoCloseable {

    private static final String PREFIX = "soak";

    private final ObjectServer server = ObjectServer.shared();

    private final String bucket = "soak-" + UUID.randomUUID();

    private final List<FaultyLink> links = new ArrayList<>();

    /** Creates the bucket, and a connection for each consumer. */
    FaultyStore(int consumers) throws IOException {
        this.server.bucket(this.bucket);
        for (int consumer = 0; consumer < consumers; consumer++) {
            this.links.add(new FaultyLink(this.server.endpoint()));
        }
    }

    /** Returns the settings of a consumer that writes to the bucket. */
    Map<String, String> settings(int consumer) {
        return Map.of("SENSOR_STORE", "s3", "SENSOR_BUCKET", this.bucket, "SENSOR_PREFIX", PREFIX, "SENSOR_S3_ENDPOINT",
                link(consumer).endpoint().toString(), "AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");
    }

    /** Returns the connection of a consumer. */
    FaultyLink link(int consumer) {
        return this.links.get(consumer);
    }

    /**
     * Returns the keys of all objects of some topics, whether they are in the ledger or
     * not.
     */
    Set<String> keys(List<String> topics) {
        return this.server.client()
            .listObjectsV2Paginator((list) -> list.bucket(this.bucket))
            .contents()
            .stream()
            .map(S3Object::key)
            .filter((key) -> topics.stream().anyMatch((topic) -> key.startsWith(PREFIX + "/" + topic + "/")))
            .collect(Collectors.toSet());
    }

    /**
     * Returns the keys of unfinished uploads, without those of probes: if a process ends
     * before it removes them, they stay until a process starts a day later.
     */
    List<String> uploads() {
        return this.server.client()
            .listMultipartUploads((list) -> list.bucket(this.bucket))
            .uploads()
            .stream()
            .map(MultipartUpload::key)
            .filter((key) -> !key.startsWith(PREFIX + "/.sensor-probe-"))
            .toList();
    }

    /**
     * Returns the bytes of a file in the ledger.
     * @throws software.amazon.awssdk.services.s3.model.S3Exception when the object is
     * missing or is not the one that was committed
     */
    byte[] read(JsonNode file) {
        JsonNode object = file.path("object");
        return this.server.client()
            .getObjectAsBytes((get) -> get.bucket(object.path("bucket").asString())
                .key(key(file))
                .ifMatch(object.path("etag").asString()))
            .asByteArray();
    }

    /** Deletes the object of a file in the ledger, as a user might do by mistake. */
    void delete(JsonNode file) {
        this.server.client().deleteObject((delete) -> delete.bucket(this.bucket).key(key(file)));
    }

    /** Returns the key of the object of a file in the ledger. */
    static String key(JsonNode file) {
        return file.path("object").path("key").asString();
    }

    @Override
    public void close() {
        for (FaultyLink link : this.links) {
            try {
                link.close();
            }
            catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

}
