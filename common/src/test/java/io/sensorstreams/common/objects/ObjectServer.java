package io.sensorstreams.common.objects;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An object store, S3Mock, in a separate process. All tests of a JVM share one; each has
 * its own bucket.
 */
public final class ObjectServer {

    private static final String CLASS = "BOOT-INF/classes/com/adobe/testing/s3mock/S3MockApplication.class";

    private static final Pattern PORT = Pattern.compile("Tomcat started on ports? .*?(\\d+) \\(http\\)");

    private final URI endpoint;

    private final S3Client client;

    private ObjectServer(URI endpoint) {
        this.endpoint = endpoint;
        // The services find these by the chain of the SDK.
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        this.client = S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    }

    private static final class Shared {

        static final ObjectServer SERVER = start();

    }

    public static ObjectServer shared() {
        return Shared.SERVER;
    }

    private static ObjectServer start() {
        try {
            Path directory = Files.createTempDirectory("object-server");
            Path log = directory.resolve("log");
            String classes = classes() + File.pathSeparator + jar();
            Process process = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC", "-Xmx256m", "-cp", classes, ObjectServerProcess.class.getName(),
                    "--server.port=0", "--com.adobe.testing.s3mock.httpPort=0",
                    "--com.adobe.testing.s3mock.store.root=" + directory.resolve("store")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, directory)));
            int port = await().atMost(Duration.ofMinutes(3)).until(() -> port(process, log), (found) -> found > 0);
            return new ObjectServer(URI.create("http://localhost:" + port));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process process, Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.isAlive()).as(text).isTrue();
        Matcher found = PORT.matcher(text);
        return (text.contains("Started S3MockApplication") && found.find()) ? Integer.parseInt(found.group(1)) : 0;
    }

    private static void stop(Process process, Path directory) {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(directory);
        }
        catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the class of the process is. */
    private static Path classes() {
        return Path.of(URI.create(ObjectServer.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static Path jar() {
        URL found = ObjectServer.class.getClassLoader().getResource(CLASS);
        assertThat(found).as("The jar of S3Mock is in the class path of the tests").isNotNull();
        String jar = found.getPath().substring(0, found.getPath().indexOf("!/"));
        return Path.of(URI.create(jar));
    }

    public URI endpoint() {
        return this.endpoint;
    }

    /** For what a test does besides the service. */
    public S3Client client() {
        return this.client;
    }

    /** Creates a bucket. */
    public void bucket(String name) {
        this.client.createBucket((create) -> create.bucket(name));
    }

}
