package io.sensorstreams.consumer.bucket;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the services expect of an object store. */
abstract class StoreContract {

    abstract S3Client client();

    abstract String bucket();

    /** Start of all keys of one test. */
    abstract String prefix();

    private String key(String name) {
        return prefix() + name;
    }

    private String put(String name, String content) {
        return client().putObject((put) -> put.bucket(bucket()).key(key(name)), RequestBody.fromString(content)).eTag();
    }

    private String putNew(String name, String content) {
        return client()
            .putObject((put) -> put.bucket(bucket()).key(key(name)).ifNoneMatch("*"), RequestBody.fromString(content))
            .eTag();
    }

    private String read(String name, Consumer<GetObjectRequest.Builder> more) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = client()
            .getObject((get) -> get.bucket(bucket()).key(key(name)).applyMutation(more))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private String read(String name) throws IOException {
        return read(name, (get) -> {
        });
    }

    private String begin(String name) {
        return client()
            .createMultipartUpload((create) -> create.bucket(bucket()).key(key(name)).metadata(Map.of("of", "parts")))
            .uploadId();
    }

    private CompletedPart part(String name, String upload, String content) {
        String etag = client()
            .uploadPart((part) -> part.bucket(bucket()).key(key(name)).uploadId(upload).partNumber(1),
                    RequestBody.fromString(content))
            .eTag();
        return CompletedPart.builder().partNumber(1).eTag(etag).build();
    }

    private String complete(String name, String upload, CompletedPart part) {
        return client()
            .completeMultipartUpload((complete) -> complete.bucket(bucket())
                .key(key(name))
                .uploadId(upload)
                .ifNoneMatch("*")
                .multipartUpload((all) -> all.parts(part)))
            .eTag();
    }

    private void abort(String name, String upload) {
        client().abortMultipartUpload((abort) -> abort.bucket(bucket()).key(key(name)).uploadId(upload));
    }

    private List<String> uploads() {
        return client().listMultipartUploads((list) -> list.bucket(bucket()).prefix(prefix()))
            .uploads()
            .stream()
            .map((upload) -> upload.key() + " " + upload.uploadId())
            .toList();
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertRefused(List.of(status), call);
    }

    private static void assertRefused(List<Integer> statuses, ThrowingCallable call) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call)
            .satisfies((e) -> assertThat(statuses).contains(e.statusCode()));
    }

    @Test
    void keepsAnObject() throws IOException {
        String etag = client()
            .putObject((put) -> put.bucket(bucket()).key(key("a")).metadata(Map.of("of", "test")),
                    RequestBody.fromString("abc"))
            .eTag();

        HeadObjectResponse found = client().headObject((head) -> head.bucket(bucket()).key(key("a")));
        assertThat(etag).isEqualTo("\"900150983cd24fb0d6963f7d28e17f72\"");
        assertThat(found.eTag()).isEqualTo(etag);
        assertThat(found.contentLength()).isEqualTo(3);
        assertThat(found.metadata()).containsExactly(Map.entry("of", "test"));
        assertThat(found.lastModified()).isNotNull();
        assertThat(read("a")).isEqualTo("abc");
    }

    @Test
    void replacesAnObjectUnlessACallForbidsIt() throws IOException {
        putNew("a", "first");
        assertRefused(412, () -> putNew("a", "second"));
        assertThat(read("a")).isEqualTo("first");

        put("a", "third");

        assertThat(read("a")).isEqualTo("third");
    }

    @Test
    void refusesABodyThatIsNotWhatWasSent() {
        String md5 = Base64.getEncoder().encodeToString(new byte[16]);

        assertRefused(400, () -> client().putObject((put) -> put.bucket(bucket()).key(key("a")).contentMD5(md5),
                RequestBody.fromString("abc")));
        assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> read("a"));
    }

    @Test
    void readsRangesOfOneContent() throws IOException {
        String etag = put("a", "0123456789");

        assertThat(read("a", (get) -> get.range("bytes=2-4").ifMatch(etag))).isEqualTo("234");
        assertThat(read("a", (get) -> get.range("bytes=8-100"))).isEqualTo("89");
        assertThat(client().getObject((get) -> get.bucket(bucket()).key(key("a")).range("bytes=2-4"))
            .response()
            .contentRange()).isEqualTo("bytes 2-4/10");
        assertRefused(416, () -> read("a", (get) -> get.range("bytes=10-12")));
        put("a", "replaced");
        assertRefused(412, () -> read("a", (get) -> get.range("bytes=2-4").ifMatch(etag)));
    }

    @Test
    void deletesAnObjectOnce() {
        put("a", "abc");

        client().deleteObject((delete) -> delete.bucket(bucket()).key(key("a")));
        client().deleteObject((delete) -> delete.bucket(bucket()).key(key("a")));

        assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> read("a"));
        assertThatExceptionOfType(NoSuchKeyException.class)
            .isThrownBy(() -> client().headObject((head) -> head.bucket(bucket()).key(key("a"))));
    }

    @Test
    void listsObjectsOfADirectoryInPages() {
        List.of("b", "d", "a", "c", "sub/e").forEach((name) -> put("in/" + name, name));
        put("inside", "f");

        ListObjectsV2Response first = client()
            .listObjectsV2((list) -> list.bucket(bucket()).prefix(key("in/")).delimiter("/").maxKeys(2));
        ListObjectsV2Response second = client().listObjectsV2((list) -> list.bucket(bucket())
            .prefix(key("in/"))
            .delimiter("/")
            .maxKeys(2)
            .continuationToken(first.nextContinuationToken()));

        assertThat(first.contents()).extracting(S3Object::key).containsExactly(key("in/a"), key("in/b"));
        assertThat(first.isTruncated()).isTrue();
        assertThat(second.contents()).extracting(S3Object::key).containsExactly(key("in/c"), key("in/d"));
        assertThat(second.contents()).extracting(S3Object::size).containsExactly(1L, 1L);
    }

    @Test
    void makesAnObjectOfParts() throws IOException {
        String upload = begin("a");
        CompletedPart part = part("a", upload, "abc");
        assertThat(uploads()).containsExactly(key("a") + " " + upload);
        assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> read("a"));

        String etag = complete("a", upload, part);

        assertThat(uploads()).isEmpty();
        assertThat(read("a", (get) -> get.ifMatch(etag))).isEqualTo("abc");
        assertThat(client().headObject((head) -> head.bucket(bucket()).key(key("a"))).metadata())
            .containsExactly(Map.entry("of", "parts"));
    }

    @Test
    void decidesTheConditionOfPartsWhenTheyAreCompleted() throws IOException {
        String upload = begin("a");
        CompletedPart part = part("a", upload, "abc");
        put("a", "other");

        // S3Mock answers as to a read. The services know both answers.
        assertRefused(List.of(412, 304), () -> complete("a", upload, part));

        assertThat(read("a")).isEqualTo("other");
        assertThat(uploads()).hasSize(1);
        abort("a", upload);
    }

    @Test
    void endsAnUploadThatIsAborted() {
        String upload = begin("a");
        CompletedPart part = part("a", upload, "abc");

        abort("a", upload);

        assertThat(uploads()).isEmpty();
        assertThatExceptionOfType(NoSuchUploadException.class).isThrownBy(() -> complete("a", upload, part));
        assertThatExceptionOfType(NoSuchUploadException.class).isThrownBy(() -> part("a", upload, "abc"));
        assertThatExceptionOfType(NoSuchUploadException.class).isThrownBy(() -> abort("a", upload));
    }

    @Test
    void hasNoOtherBuckets() {
        assertThatExceptionOfType(NoSuchBucketException.class)
            .isThrownBy(() -> client().listObjectsV2((list) -> list.bucket("no-such-bucket")));
    }

}
