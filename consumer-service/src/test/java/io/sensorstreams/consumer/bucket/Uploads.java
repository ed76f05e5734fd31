package io.sensorstreams.consumer.bucket;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Uploads in parts to a bucket that are not completed. */
final class Uploads {

    private record Upload(String id, String key, Instant begun, Map<String, String> metadata,
            SortedMap<Integer, byte[]> parts) {

    }

    private final Map<String, Upload> open = new TreeMap<>();

    private final Bucket bucket;

    private final Clock clock;

    private int created;

    Uploads(Bucket bucket, Clock clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    /** Keys of all uploads. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        this.open.values().forEach((upload) -> keys.add(upload.key()));
        return keys;
    }

    CreateMultipartUploadResponse create(CreateMultipartUploadRequest create) {
        String id = String.format("upload-%06d", ++this.created);
        this.open.put(id, new Upload(id, create.key(), this.clock.instant(), create.metadata(), new TreeMap<>()));
        return CreateMultipartUploadResponse.builder().uploadId(id).build();
    }

    private Upload get(String id) {
        Upload found = this.open.get(id);
        if (found == null) {
            throw StoreErrors.noUpload();
        }
        return found;
    }

    UploadPartResponse part(UploadPartRequest part, byte[] body) {
        Upload upload = get(part.uploadId());
        Bucket.checkMd5(part.contentMD5(), body);
        upload.parts().put(part.partNumber(), body);
        return UploadPartResponse.builder().eTag(Bucket.etag(body)).build();
    }

    CompleteMultipartUploadResponse complete(CompleteMultipartUploadRequest complete) {
        Upload upload = get(complete.uploadId());
        List<CompletedPart> parts = complete.multipartUpload().parts();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream sums = new ByteArrayOutputStream();
        for (CompletedPart part : parts) {
            byte[] body = upload.parts().get(part.partNumber());
            if (body == null || !Bucket.etag(body).equals(part.eTag())) {
                throw StoreErrors.invalid(400, "InvalidPart");
            }
            all.writeBytes(body);
            sums.writeBytes(Bucket.md5(body));
        }
        String sum = Bucket.etag(sums.toByteArray());
        String etag = sum.substring(0, sum.length() - 1) + "-" + parts.size() + '"';
        this.bucket.write(upload.key(), complete.ifNoneMatch(),
                new BucketObject(all.toByteArray(), etag, this.clock.instant(), upload.metadata()));
        this.open.remove(upload.id());
        return CompleteMultipartUploadResponse.builder().eTag(etag).build();
    }

    void abort(String id) {
        get(id);
        this.open.remove(id);
    }

    /** All uploads are on one page. */
    ListMultipartUploadsResponse list(ListMultipartUploadsRequest list) {
        List<MultipartUpload> found = this.open.values()
            .stream()
            .filter((upload) -> upload.key().startsWith(list.prefix()))
            .map((upload) -> MultipartUpload.builder()
                .key(upload.key())
                .uploadId(upload.id())
                .initiated(upload.begun())
                .build())
            .toList();
        return ListMultipartUploadsResponse.builder().uploads(found).isTruncated(false).build();
    }

}
