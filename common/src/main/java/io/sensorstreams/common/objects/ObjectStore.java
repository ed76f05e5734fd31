package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.sensorstreams.common.objects.StoreException.Kind;
import io.sensorstreams.common.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/**
 * Reads, lists, copies and deletes the objects of a bucket. Calls are repeated a few
 * times and take a bounded time. Thread-safe.
 */
public final class ObjectStore implements AutoCloseable {

    /** Largest object that one call can copy. */
    public static final long MAX_COPY = 5L << 30;

    /** RFC 9110, section 15.3.7: the answer to a range, which names it. */
    private static final int PARTIAL_CONTENT = 206;

    private static final String READ = "s3:GetObject";

    /** Longest time that the store needs for a copy. */
    private static final Duration COPYING = Duration.ofMinutes(5);

    private final S3Client client;

    private final StoreAddress address;

    private final StoreFailures failures;

    private final StoreProperties properties;

    /** Uses another client, for tests with a simulated store. */
    ObjectStore(S3Client client, StoreAddress address, StoreProperties properties) {
        this.client = client;
        this.address = address;
        this.properties = properties;
        this.failures = new StoreFailures(properties.endpoint(), address.bucket());
    }

    /** Makes no call. */
    public static ObjectStore open(StoreProperties properties, StoreAddress address) {
        // Checksums in trailers are not known to all stores; writers send Content-MD5.
        S3ClientBuilder builder = S3Client.builder()
            .httpClient(StoreConnections.client(properties))
            .forcePathStyle(properties.isPathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                    (all) -> all.retryStrategy(RetryMode.STANDARD).apiCallTimeout(properties.patience()));
        if (properties.endpoint() != null) {
            builder.endpointOverride(properties.endpoint());
        }
        if (properties.usedRegion() != null) {
            builder.region(Region.of(properties.usedRegion()));
        }
        try {
            return new ObjectStore(builder.build(), address, properties);
        }
        catch (SdkException e) {
            throw new InvalidSettingException("sensor.s3.region is unset, and the AWS SDK finds no region for "
                    + address + " (" + e.getMessage() + "); set it to the region of the bucket");
        }
    }

    public StoreAddress address() {
        return this.address;
    }

    /** Returns a writer of objects in the same bucket. */
    public ObjectWriter writer() {
        return new ObjectWriter(this.client, this.address.bucket(), this.failures);
    }

    /** Returns what the store knows of an object; empty when there is none. */
    public Optional<StoredObject> find(String key) throws StoreException {
        String doing = "Finding '" + key + "'";
        try {
            return Optional.of(this.failures.call(doing, READ,
                    () -> this.client.headObject((head) -> head.bucket(this.address.bucket()).key(key)),
                    (found) -> object(key, found)));
        }
        catch (StoreException e) {
            if (e.kind() == Kind.MISSING || e.kind() == Kind.DENIED || e.kind() == Kind.REFUSED) {
                explain(doing, key, e.kind());
            }
            if (e.kind() == Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static @Nullable StoredObject object(String key, HeadObjectResponse found) {
        boolean complete = StoreFailures.whole(found.eTag()) != null && found.contentLength() != null
                && found.lastModified() != null;
        return complete
                ? new StoredObject(key, found.eTag(), found.contentLength(), found.lastModified(), found.metadata())
                : null;
    }

    /**
     * Throws the reason of a failure if it is not the object: the answer about an object
     * has no body with the reason, unlike that of a list.
     */
    private void explain(String doing, String key, Kind kind) throws StoreException {
        try {
            this.failures.call(doing, "s3:ListBucket", () -> this.client
                .listObjectsV2((list) -> list.bucket(this.address.bucket()).prefix(key).maxKeys(1)));
        }
        catch (StoreException e) {
            if (e.kind() != Kind.DENIED || kind == Kind.DENIED) {
                throw e;
            }
        }
    }

    /**
     * Reads a part of an object, fewer bytes when the connection breaks after the first.
     * @param etag the content that is expected
     * @param from offset in the object of the first byte
     * @param into filled from an index to its end
     * @return number of bytes, at least 1
     * @throws StoreException of kind {@code CHANGED} when the object has another content,
     * {@code MISSING} when it was deleted
     */
    public int read(String key, String etag, long from, byte[] into, int index) throws StoreException {
        String doing = "Reading '" + key + "'";
        long last = from + into.length - index - 1;
        GetObjectRequest request = GetObjectRequest.builder()
            .bucket(this.address.bucket())
            .key(key)
            .ifMatch(etag)
            .range("bytes=" + from + "-" + last)
            .build();
        int end = index;
        long deadline = System.nanoTime() + this.properties.patience().toNanos();
        try (ResponseInputStream<GetObjectResponse> in = this.client.getObject(request)) {
            checkContent(doing, etag, in.response());
            checkRange(doing, from, in.response());
            int count = 0;
            while (end < into.length && count >= 0 && System.nanoTime() - deadline < 0) {
                end += count;
                count = in.read(into, end, into.length - end);
            }
            if (end < into.length) {
                in.abort();
            }
        }
        catch (StoreException e) {
            throw e;
        }
        catch (IOException | UncheckedIOException | SdkException e) {
            if (end == index) {
                throw this.failures.of(doing, READ, e);
            }
        }
        if (end == index) {
            throw new StoreException(Kind.AWAY, doing + " failed: the store sent no byte after byte " + from);
        }
        return end - index;
    }

    /** For stores that ignore the condition. */
    private void checkContent(String doing, String wanted, GetObjectResponse answer) throws StoreException {
        String sent = StoreFailures.whole(answer.eTag());
        if (sent == null) {
            throw this.failures.incomplete(doing);
        }
        if (!StoredObject.isSameEtag(sent, wanted)) {
            throw new StoreException(Kind.CHANGED, doing + " failed: the store sent the ETag '" + sent + "', expected '"
                    + wanted + "': the object was replaced");
        }
    }

    private void checkRange(String doing, long from, GetObjectResponse answer) throws StoreException {
        String range = answer.contentRange();
        if (range == null && answer.sdkHttpResponse().statusCode() == PARTIAL_CONTENT) {
            throw this.failures.incomplete(doing);
        }
        if (from > 0 && (range == null || !range.startsWith("bytes " + from + "-"))) {
            throw new StoreException(Kind.REFUSED, doing + " failed: the store sent the range '" + range
                    + "', expected one from byte " + from + "; use a store that serves ranges");
        }
    }

    /**
     * Lists objects whose keys begin with a prefix and have no slash after it.
     * @param next continues a list; null to begin one
     */
    public ObjectPage list(String prefix, @Nullable String next) throws StoreException {
        ListObjectsV2Response found = this.failures
            .call("Listing '" + prefix + "'", "s3:ListBucket", () -> this.client.listObjectsV2(
                    (list) -> list.bucket(this.address.bucket()).prefix(prefix).delimiter("/").continuationToken(next)),
                    (list) -> (list.isTruncated() != null) ? list : null);
        List<StoredObject> objects = found.contents()
            .stream()
            .map((object) -> new StoredObject(object.key(), Objects.requireNonNullElse(object.eTag(), ""),
                    object.size(), object.lastModified(), Map.of()))
            .toList();
        return new ObjectPage(objects, found.isTruncated() ? found.nextContinuationToken() : null);
    }

    /** Does nothing when there is no such object. */
    public void delete(String key) throws StoreException {
        this.failures.call("Deleting '" + key + "'", "s3:DeleteObject",
                () -> this.client.deleteObject((delete) -> delete.bucket(this.address.bucket()).key(key)));
    }

    /**
     * Copies an object in the store, over another one if there is one.
     * @param source at most {@value #MAX_COPY} bytes
     * @param metadata metadata of the copy
     */
    public void copy(StoredObject source, String target, Map<String, String> metadata) throws StoreException {
        this.failures.call("Copying '" + source.key() + "' to '" + target + "'", READ + " and s3:PutObject",
                () -> this.client.copyObject((copy) -> copy.sourceBucket(this.address.bucket())
                    .sourceKey(source.key())
                    .copySourceIfMatch(source.etag())
                    .destinationBucket(this.address.bucket())
                    .destinationKey(target)
                    .metadataDirective(MetadataDirective.REPLACE)
                    .metadata(metadata)
                    .overrideConfiguration((call) -> call.apiCallTimeout(COPYING))),
                (copied) -> (copied.copyObjectResult() != null) ? copied.copyObjectResult().eTag() : null);
    }

    /** Longest time that a call takes, with its repetitions, before it fails. */
    public long patience(TimeUnit unit) {
        return unit.convert(this.properties.patience());
    }

    @Override
    public void close() {
        this.client.close();
    }

}
