package io.sensorstreams.consumer.bucket;

import java.io.ByteArrayInputStream;
import java.util.function.Supplier;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The client of one process. Other calls than these fail with an
 * {@link UnsupportedOperationException}.
 */
final class SimulatedClient implements S3Client {

    private final SimulatedStore store;

    private final Bucket bucket;

    private final Uploads uploads;

    private boolean closed;

    SimulatedClient(SimulatedStore store, Bucket bucket, Uploads uploads) {
        this.store = store;
        this.bucket = bucket;
        this.uploads = uploads;
    }

    private void check(String name) {
        if (this.closed) {
            throw new IllegalStateException("Connection pool shut down");
        }
        if (!name.equals(SimulatedStore.BUCKET)) {
            throw StoreErrors.noBucket();
        }
    }

    private <T> T read(StoreCall call, String name, String subject, Supplier<T> effect) {
        check(name);
        return this.store.read(call, subject, effect);
    }

    private <T> T change(StoreCall call, String name, String subject, Supplier<T> effect) {
        check(name);
        return this.store.change(call, subject, effect);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        byte[] bytes = Bucket.bytes(body);
        return change(StoreCall.PUT, put.bucket(), put.key(), () -> this.bucket.put(put, bytes));
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest delete) {
        return change(StoreCall.DELETE_OBJECT, delete.bucket(), delete.key(), () -> {
            this.bucket.delete(delete);
            return DeleteObjectResponse.builder().build();
        });
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest head) {
        return read(StoreCall.HEAD, head.bucket(), head.key(), () -> this.bucket.head(head.key()));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest get) {
        return read(StoreCall.GET, get.bucket(), get.key(), () -> {
            Bucket.Part part = this.bucket.read(get);
            return new ResponseInputStream<>(part.answer(),
                    AbortableInputStream.create(new ByteArrayInputStream(part.bytes())));
        });
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
        return read(StoreCall.LIST, list.bucket(), list.prefix(), () -> this.bucket.list(list));
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest create) {
        return change(StoreCall.CREATE_UPLOAD, create.bucket(), create.key(), () -> this.uploads.create(create));
    }

    @Override
    public UploadPartResponse uploadPart(UploadPartRequest part, RequestBody body) {
        byte[] bytes = Bucket.bytes(body);
        return change(StoreCall.PART, part.bucket(), part.key(), () -> this.uploads.part(part, bytes));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest complete) {
        return change(StoreCall.COMPLETE, complete.bucket(), complete.key(), () -> this.uploads.complete(complete));
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest abort) {
        return change(StoreCall.ABORT, abort.bucket(), abort.key(), () -> {
            this.uploads.abort(abort.uploadId());
            return AbortMultipartUploadResponse.builder().build();
        });
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest list) {
        return read(StoreCall.LIST_UPLOADS, list.bucket(), list.prefix(), () -> this.uploads.list(list));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        this.closed = true;
    }

}
