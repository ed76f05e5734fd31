package io.sensorstreams.consumer.bucket;

import java.io.IOException;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The failures that the AWS SDK throws. */
final class StoreErrors {

    private StoreErrors() {
    }

    static AwsServiceException noBucket() {
        return with(NoSuchBucketException.builder(), 404, "NoSuchBucket");
    }

    static AwsServiceException noObject() {
        return with(NoSuchKeyException.builder(), 404, "NoSuchKey");
    }

    static AwsServiceException noUpload() {
        return with(NoSuchUploadException.builder(), 404, "NoSuchUpload");
    }

    static AwsServiceException conditionFailed() {
        return with(S3Exception.builder(), 412, "PreconditionFailed");
    }

    static AwsServiceException invalid(int status, String code) {
        return with(S3Exception.builder(), status, code);
    }

    /** The call may have had an effect or not. */
    static SdkClientException noAnswer() {
        return SdkClientException.create("No answer", new IOException("Connection reset"));
    }

    private static AwsServiceException with(AwsServiceException.Builder builder, int status, String code) {
        return builder.statusCode(status)
            .message(code)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
            .build();
    }

}
