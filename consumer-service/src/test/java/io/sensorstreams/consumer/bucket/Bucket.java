package io.sensorstreams.consumer.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of one bucket. Each call takes effect at one instant, as on AWS S3: conditions
 * are decided together with the write, and a list has everything that was written before.
 */
final class Bucket {

    /**
     * Most objects of one page of a list, fewer than in real stores: lists have pages.
     */
    static final int PAGE = 3;

    private final NavigableMap<String, BucketObject> objects = new TreeMap<>();

    private final Clock clock;

    private StoreFlaw flaw;

    Bucket(Clock clock, StoreFlaw flaw) {
        this.clock = clock;
        this.flaw = flaw;
    }

    void become(StoreFlaw now) {
        this.flaw = now;
    }

    SortedMap<String, BucketObject> objects() {
        return new TreeMap<>(this.objects);
    }

    PutObjectResponse put(PutObjectRequest put, byte[] body) {
        checkMd5(put.contentMD5(), body);
        String etag = etag(body);
        write(put.key(), put.ifNoneMatch(), new BucketObject(body, etag, this.clock.instant(), put.metadata()));
        return PutObjectResponse.builder().eTag(etag).build();
    }

    void write(String key, @Nullable String ifNoneMatch, BucketObject object) {
        checkAbsent(key, ifNoneMatch);
        if (has(StoreFlaw.FORGETS_WRITES, key)) {
            return;
        }
        BucketObject written = has(StoreFlaw.TEARS_WRITES, key) ? new BucketObject(Arrays.copyOf(object.bytes(), 1),
                object.etag(), object.modified(), object.metadata()) : object;
        this.objects.put(key, written);
    }

    /** Objects that are no output files have no flaw, so that a probe finds none. */
    private boolean has(StoreFlaw wanted, String key) {
        return this.flaw == wanted && key.contains("/partition=");
    }

    private void checkAbsent(String key, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null || this.flaw == StoreFlaw.REPLACES) {
            return;
        }
        if (!ifNoneMatch.equals("*")) {
            throw StoreErrors.invalid(501, "NotImplemented");
        }
        if (this.objects.containsKey(key)) {
            throw StoreErrors.conditionFailed();
        }
    }

    void delete(DeleteObjectRequest delete) {
        if (has(StoreFlaw.REFUSES_DELETES, delete.key())) {
            throw StoreErrors.invalid(403, "AccessDenied");
        }
        if (!has(StoreFlaw.FORGETS_DELETES, delete.key())) {
            this.objects.remove(delete.key());
        }
    }

    HeadObjectResponse head(String key) {
        BucketObject found = get(key);
        return HeadObjectResponse.builder()
            .eTag(found.etag())
            .contentLength((long) found.bytes().length)
            .lastModified(found.modified())
            .metadata(found.metadata())
            .build();
    }

    private BucketObject get(String key) {
        BucketObject found = this.objects.get(key);
        if (found == null) {
            throw StoreErrors.noObject();
        }
        return found;
    }

    /** Returns the answer with the bytes of one range. */
    Part read(GetObjectRequest get) {
        BucketObject found = get(get.key());
        if (get.ifMatch() != null && !get.ifMatch().equals(found.etag())) {
            throw StoreErrors.conditionFailed();
        }
        GetObjectResponse.Builder answer = GetObjectResponse.builder()
            .eTag(found.etag())
            .lastModified(found.modified())
            .metadata(found.metadata());
        byte[] bytes = found.bytes();
        if (get.range() != null) {
            String[] range = get.range().substring("bytes=".length()).split("-");
            int from = Integer.parseInt(range[0]);
            if (from >= bytes.length) {
                throw StoreErrors.invalid(416, "InvalidRange");
            }
            int to = (int) Math.min(Long.parseLong(range[1]) + 1, bytes.length);
            answer.contentRange("bytes " + from + "-" + (to - 1) + "/" + bytes.length);
            bytes = Arrays.copyOfRange(bytes, from, to);
        }
        return new Part(answer.contentLength((long) bytes.length).build(), bytes);
    }

    record Part(GetObjectResponse answer, byte[] bytes) {
    }

    /** Keys with the delimiter after the prefix are left out, their prefixes, too. */
    ListObjectsV2Response list(ListObjectsV2Request list) {
        String prefix = (list.prefix() != null) ? list.prefix() : "";
        if (has(StoreFlaw.REFUSES_LISTS, prefix)) {
            throw StoreErrors.invalid(403, "AccessDenied");
        }
        String after = (list.continuationToken() != null) ? list.continuationToken() : "";
        int most = (list.maxKeys() != null) ? Math.min(list.maxKeys(), PAGE) : PAGE;
        NavigableMap<String, BucketObject> found = new TreeMap<>(this.objects.tailMap(after, false));
        found.keySet().removeIf((key) -> !key.startsWith(prefix) || isBelow(list.delimiter(), key, prefix));
        ListObjectsV2Response.Builder answer = ListObjectsV2Response.builder().isTruncated(found.size() > most);
        while (found.size() > most) {
            found.pollLastEntry();
        }
        if (!found.isEmpty()) {
            answer.nextContinuationToken(found.lastKey());
        }
        return answer
            .contents(found.entrySet()
                .stream()
                .map((entry) -> S3Object.builder()
                    .key(entry.getKey())
                    .eTag(entry.getValue().etag())
                    .size((long) entry.getValue().bytes().length)
                    .lastModified(entry.getValue().modified())
                    .build())
                .toList())
            .build();
    }

    private static boolean isBelow(@Nullable String delimiter, String key, String prefix) {
        return delimiter != null && key.indexOf(delimiter, prefix.length()) >= 0;
    }

    static byte[] bytes(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void checkMd5(@Nullable String expected, byte[] body) {
        if (expected != null && !expected.equals(Base64.getEncoder().encodeToString(md5(body)))) {
            throw StoreErrors.invalid(400, "BadDigest");
        }
    }

    static String etag(byte[] body) {
        return '"' + HexFormat.of().formatHex(md5(body)) + '"';
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        }
        catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has MD5", e);
        }
    }

}
