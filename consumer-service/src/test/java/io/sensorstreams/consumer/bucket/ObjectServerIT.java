package io.sensorstreams.consumer.bucket;

import io.sensorstreams.common.objects.ObjectServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.s3.S3Client;

/** The store of the other tests keeps the contract that the simulated one keeps. */
class ObjectServerIT extends StoreContract {

    private static final String BUCKET = "store-contract";

    private String prefix = "";

    @BeforeAll
    static void create() {
        ObjectServer.shared().bucket(BUCKET);
    }

    @BeforeEach
    void begin(TestInfo test) {
        this.prefix = test.getTestMethod().orElseThrow().getName() + "/";
    }

    @Override
    S3Client client() {
        return ObjectServer.shared().client();
    }

    @Override
    String bucket() {
        return BUCKET;
    }

    @Override
    String prefix() {
        return this.prefix;
    }

}
