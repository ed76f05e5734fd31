package io.sensorstreams.common.objects;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Writes objects of a bucket, at once or in parts. Thread-safe.
 */
public final class ObjectWriter {

    /** Most parts that an object may have. */
    public static final int MAX_PARTS = 10_000;

    private static final String WRITE = "s3:PutObject";

    private static final String ABORT = "s3:AbortMultipartUpload";

    /** Longest time to send a body, which the timeout between bytes does not limit. */
    static final Duration SENDING = Duration.ofMinutes(1);

    private final S3Client client;

    private final String bucket;

    private final StoreFailures failures;

    ObjectWriter(S3Client client, String bucket, StoreFailures failures) {
        this.client = client;
        this.bucket = bucket;
        this.failures = failures;
    }

    /**
     * What is written.
     *
     * @param onlyNew whether an object with this key must not be replaced; then writing
     * fails with {@link StoreException.Kind#CHANGED}
     */
    public record Target(String key, Map<String, String> metadata, boolean onlyNew) {

        public Target {
            metadata = Map.copyOf(metadata);
        }

    }

    /**
     * A body or a part of one, which can be read again.
     *
     * @param md5 MD5 of the bytes in Base64, which the store compares
     */
    public record Body(RequestBody content, String md5) {

        /** The first bytes of an array, which does not change before the body is sent. */
        public static Body of(byte[] content, int length) {
            MessageDigest digest = newMd5();
            digest.update(content, 0, length);
            return new Body(RequestBody.fromContentProvider(() -> new ByteArrayInputStream(content, 0, length), length,
                    "application/octet-stream"), text(digest));
        }

        public static MessageDigest newMd5() {
            try {
                return MessageDigest.getInstance("MD5");
            }
            catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java runtime has MD5", e);
            }
        }

        public static String text(MessageDigest digest) {
            return Base64.getEncoder().encodeToString(digest.digest());
        }

    }

    /** An upload in parts that is not completed. */
    public record Begun(Target target, String id) {

    }

    /** An upload in parts that was found in the store. */
    public record Open(String key, String id, Instant begun) {

    }

    /** Returns the ETag of the object. */
    public String put(Target target, Body body) throws StoreException {
        return this.failures.call("Writing '" + target.key() + "'", WRITE, () -> this.client.putObject((put) -> {
            put.bucket(this.bucket).key(target.key()).metadata(target.metadata()).contentMD5(body.md5());
            put.overrideConfiguration((call) -> call.apiCallTimeout(SENDING));
            if (target.onlyNew()) {
                put.ifNoneMatch("*");
            }
        }, body.content()), (answer) -> StoreFailures.whole(answer.eTag()));
    }

    public Begun begin(Target target) throws StoreException {
        return new Begun(target,
                this.failures.call("Beginning to write '" + target.key() + "'", WRITE,
                        () -> this.client.createMultipartUpload(
                                (create) -> create.bucket(this.bucket).key(target.key()).metadata(target.metadata())),
                        CreateMultipartUploadResponse::uploadId));
    }

    /**
     * Writes a part.
     * @param number from 1
     * @return the ETag of the part
     */
    public String part(Begun upload, int number, Body body) throws StoreException {
        String key = upload.target().key();
        return this.failures.call("Writing part " + number + " of '" + key + "'", WRITE,
                () -> this.client.uploadPart((part) -> part.bucket(this.bucket)
                    .key(key)
                    .uploadId(upload.id())
                    .partNumber(number)
                    .contentMD5(body.md5())
                    .overrideConfiguration((call) -> call.apiCallTimeout(SENDING)), body.content()),
                (answer) -> StoreFailures.whole(answer.eTag()));
    }

    /**
     * Makes an object of parts.
     * @param parts ETags of all parts
     * @return the ETag of the object
     */
    public String complete(Begun upload, List<String> parts) throws StoreException {
        List<CompletedPart> numbered = new ArrayList<>();
        for (String part : parts) {
            numbered.add(CompletedPart.builder().partNumber(numbered.size() + 1).eTag(part).build());
        }
        Target target = upload.target();
        return this.failures.call("Completing '" + target.key() + "'", WRITE,
                () -> this.client.completeMultipartUpload((complete) -> {
                    complete.bucket(this.bucket)
                        .key(target.key())
                        .uploadId(upload.id())
                        .multipartUpload((all) -> all.parts(numbered));
                    complete.overrideConfiguration((call) -> call.apiCallTimeout(SENDING));
                    if (target.onlyNew()) {
                        complete.ifNoneMatch("*");
                    }
                }), CompleteMultipartUploadResponse::eTag);
    }

    /** Removes the parts of an upload; does nothing when there is no such upload. */
    public void abort(String key, String upload) throws StoreException {
        try {
            this.failures.call("Aborting the upload of '" + key + "'", ABORT, () -> this.client
                .abortMultipartUpload((abort) -> abort.bucket(this.bucket).key(key).uploadId(upload)));
        }
        catch (StoreException e) {
            if (e.kind() != StoreException.Kind.MISSING) {
                throw e;
            }
        }
    }

    /** Uploads in parts that are not completed, of keys with a prefix. */
    public List<Open> open(String prefix) throws StoreException {
        List<Open> open = new ArrayList<>();
        String afterKey = null;
        String afterUpload = null;
        do {
            String key = afterKey;
            String upload = afterUpload;
            ListMultipartUploadsResponse page = this.failures.call("Listing the uploads of '" + prefix + "'",
                    "s3:ListBucketMultipartUploads",
                    () -> this.client.listMultipartUploads(
                            (list) -> list.bucket(this.bucket).prefix(prefix).keyMarker(key).uploadIdMarker(upload)),
                    (list) -> (list.isTruncated() != null) ? list : null);
            for (MultipartUpload found : page.uploads()) {
                open.add(new Open(found.key(), found.uploadId(), found.initiated()));
            }
            boolean more = page.isTruncated();
            afterKey = more ? page.nextKeyMarker() : null;
            afterUpload = more ? page.nextUploadIdMarker() : null;
        }
        while (afterKey != null);
        return open;
    }

}
