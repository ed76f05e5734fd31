package io.sensorstreams.common.objects;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.sensorstreams.common.web.security.https.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreConnectionsTest {

    /** More than the buffers of both sockets hold. */
    private static final int LARGE = 32 << 20;

    private final List<SSLSocket> accepted = new CopyOnWriteArrayList<>();

    /**
     * The write cannot be interrupted: without the change, the test ends by its limit.
     */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void givesUpABodyThatAStoreDoesNotRead(@TempDir Path directory) throws Exception {
        SelfSigned certificate = SelfSigned.create(directory);
        try (ServerSocket store = certificate.server()
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
                S3Client client = client(store.getLocalPort(), certificate.client())) {
            Thread server = new Thread(() -> acceptAndReadNothing(store), "frozen-store");
            server.setDaemon(true);
            server.start();

            assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> client
                .putObject((put) -> put.bucket("readings").key("large"), RequestBody.fromBytes(new byte[LARGE])));
            assertThat(this.accepted).isNotEmpty();
        }
        finally {
            for (SSLSocket socket : this.accepted) {
                socket.close();
            }
        }
    }

    private static S3Client client(int port, SSLContext trusting) {
        // The body is sent when the store has not asked for it within the timeout.
        StoreProperties properties = new StoreProperties(null, null, null, Duration.ofSeconds(30),
                Duration.ofSeconds(1), Duration.ofSeconds(30));
        return S3Client.builder()
            .httpClient(StoreConnections.client(properties, trusting.getSocketFactory()))
            .endpointOverride(URI.create("https://localhost:" + port))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .overrideConfiguration((all) -> all.apiCallTimeout(Duration.ofSeconds(5)))
            .build();
    }

    private void acceptAndReadNothing(ServerSocket store) {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) store.accept();
                this.accepted.add(socket);
                socket.startHandshake();
            }
        }
        catch (IOException e) {
            // The test is over.
        }
    }

}
