package io.sensorstreams.common.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.sensorstreams.common.objects.StoreException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls the SDK and explains its failures: what failed, why, and what to do.
 *
 * @param endpoint address of the store; null for that of AWS
 */
record StoreFailures(@Nullable URI endpoint, String bucket) {

    private static final Map<String, Kind> CODES = Map.ofEntries(Map.entry("RequestTimeTooSkewed", Kind.CLOCK),
            Map.entry("RequestExpired", Kind.CLOCK), Map.entry("ExpiredToken", Kind.CREDENTIALS),
            Map.entry("ExpiredTokenException", Kind.CREDENTIALS), Map.entry("TokenRefreshRequired", Kind.CREDENTIALS),
            Map.entry("InvalidToken", Kind.CREDENTIALS), Map.entry("InvalidAccessKeyId", Kind.CREDENTIALS),
            Map.entry("InvalidClientTokenId", Kind.CREDENTIALS), Map.entry("SignatureDoesNotMatch", Kind.CREDENTIALS),
            Map.entry("NoSuchBucket", Kind.BUCKET), Map.entry("PermanentRedirect", Kind.BUCKET),
            Map.entry("AuthorizationHeaderMalformed", Kind.BUCKET), Map.entry("SlowDown", Kind.BUSY),
            Map.entry("ConditionalRequestConflict", Kind.BUSY), Map.entry("OperationAborted", Kind.BUSY),
            Map.entry("RequestTimeout", Kind.AWAY));

    private static final int DEEPEST = 10;

    /**
     * Calls the store.
     * @param doing such as {@code Reading 'A.csv'}
     * @param right the permission that the call needs
     * @throws StoreException when the call fails
     */
    <T> T call(String doing, String right, Supplier<T> call) throws StoreException {
        try {
            return call.get();
        }
        // Not only exceptions of the SDK: its XML parsers throw the other one when the
        // connection breaks in the middle of an answer.
        catch (SdkException | UncheckedIOException e) {
            throw of(doing, right, e);
        }
    }

    /**
     * Calls the store for a value that its answer must have. It is missing when the
     * connection breaks in the middle of the headers, which the runtime does not report.
     * @throws StoreException when the call fails, or its answer is incomplete
     */
    <T, R> R call(String doing, String right, Supplier<T> call, Function<T, @Nullable R> value) throws StoreException {
        R found = value.apply(call(doing, right, call));
        if (found == null) {
            throw incomplete(doing);
        }
        return found;
    }

    /** Returns an ETag; null when it is missing, or its end is. */
    static @Nullable String whole(@Nullable String etag) {
        boolean cut = etag != null && etag.startsWith("\"") && (etag.length() < 2 || !etag.endsWith("\""));
        return cut ? null : etag;
    }

    /** Returns the failure of a call whose answer lacks a header or its text. */
    StoreException incomplete(String doing) {
        return new StoreException(Kind.AWAY, text(doing, "the connection broke in the middle of the answer"));
    }

    /**
     * Explains a failure.
     * @param doing such as {@code Reading 'A.csv'}
     * @param right the permission that the call needs
     */
    StoreException of(String doing, String right, Exception failure) {
        if (failure instanceof AwsServiceException answer) {
            Kind kind = kind(answer);
            return failure(kind, doing, why(kind, answer, right), failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unable to load credentials") || message.contains("credentials from any")) {
            return failure(Kind.CREDENTIALS, doing, "no credentials were found; set AWS_ACCESS_KEY_ID and "
                    + "AWS_SECRET_ACCESS_KEY, or another source that the AWS SDK knows", failure);
        }
        return failure(Kind.AWAY, doing, away(failure), failure);
    }

    private String missingBucket() {
        return "there is no bucket '" + this.bucket
                + "'; create it, or correct the setting that names it, such as sensor.bucket";
    }

    private StoreException failure(Kind kind, String doing, String why, Exception cause) {
        return new StoreException(kind, text(doing, why), cause);
    }

    private String text(String doing, String why) {
        String store = (this.endpoint != null) ? this.endpoint.toString() : "AWS S3";
        return doing + " in bucket '" + this.bucket + "' of " + store + " failed: " + why;
    }

    private static Kind kind(AwsServiceException answer) {
        String code = code(answer);
        Kind known = (code != null) ? CODES.get(code) : null;
        if (known != null) {
            return known;
        }
        int status = answer.statusCode();
        if (answer.isThrottlingException() || status == 429 || status == 503) {
            return Kind.BUSY;
        }
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 301, 307 -> Kind.BUCKET;
            case 404 -> Kind.MISSING;
            // Some stores answer a condition of a write like that of a read.
            case 304, 412 -> Kind.CHANGED;
            case 409 -> Kind.BUSY;
            // A status below 100 is not complete: the connection broke in its line.
            default -> (status >= 500 || status < 100) ? Kind.AWAY : Kind.REFUSED;
        };
    }

    private String why(Kind kind, AwsServiceException answer, String right) {
        String seen = seen(answer);
        return switch (kind) {
            case DENIED -> "access denied" + seen + "; allow " + right + " to the credentials of the service";
            case CREDENTIALS -> "the credentials are invalid or expired" + seen
                    + "; renew them where the AWS SDK finds them, the service reads them again";
            case CLOCK ->
                "the clock of this machine differs too much from that of the store" + seen + "; correct the clock";
            case BUCKET -> "NoSuchBucket".equals(code(answer)) ? missingBucket()
                    : "the bucket is in another region" + seen + "; set sensor.s3.region to the region of the bucket";
            case BUSY -> "the store asks for fewer calls" + seen;
            case AWAY -> "the store failed" + seen;
            case MISSING -> "there is no such object" + seen;
            case CHANGED -> "the object was changed" + seen;
            case REFUSED -> "the store refused the call" + seen + "; check sensor.s3.endpoint and the bucket";
        };
    }

    private static String seen(AwsServiceException answer) {
        String code = code(answer);
        return " (status " + answer.statusCode() + ((code != null) ? ", " + code : "") + ")";
    }

    private static @Nullable String code(AwsServiceException answer) {
        return (answer.awsErrorDetails() != null) ? answer.awsErrorDetails().errorCode() : null;
    }

    private String reachable() {
        return (this.endpoint != null) ? "start it, or correct sensor.s3.endpoint (SENSOR_S3_ENDPOINT)"
                : "check the network and sensor.s3.region (SENSOR_S3_REGION)";
    }

    private String away(Exception failure) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "the store did not answer in time";
        }
        if (failure instanceof AbortedException) {
            return "the call was interrupted";
        }
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            return "the host name of the store is unknown; " + reachable();
        }
        if (cause instanceof SocketTimeoutException) {
            return "the store did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "the store cannot be reached; " + reachable();
        }
        if (cause instanceof FileSystemException) {
            return "the file to send cannot be read (" + cause + ")";
        }
        if (cause instanceof SSLException) {
            return "the certificate of the store or its connection is not valid (" + cause.getMessage() + ")";
        }
        boolean broken = cause instanceof IOException || failure instanceof IOException;
        return (broken || failure instanceof SdkException) ? "the connection broke" : failure.toString();
    }

}
