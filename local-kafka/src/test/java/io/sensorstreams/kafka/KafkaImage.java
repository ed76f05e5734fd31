package io.sensorstreams.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/** Kafka's container image, used when it is on this machine; nothing is downloaded. */
final class KafkaImage {

    static final String NAME = "apache/kafka:4.2.1";

    private KafkaImage() {
    }

    /** Why no container of it can be used here; empty when one can. */
    static String whyMissing() {
        try (DockerClient docker = docker()) {
            return needed().stream()
                .filter((image) -> !has(docker, image))
                .findFirst()
                .map((image) -> "the Docker engine does not have the image " + image)
                .orElse("");
        }
        catch (IllegalStateException | IOException e) {
            return "no Docker engine answers";
        }
    }

    /**
     * Testcontainers runs images of its own beside it, and waits minutes for a download.
     */
    private static List<String> needed() {
        List<String> images = new ArrayList<>(List.of(NAME));
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            images.add("testcontainers/ryuk:0.14.0");
        }
        boolean knowsTheWay = System.getenv("TESTCONTAINERS_HOST_OVERRIDE") != null;
        if (DockerClientConfigUtils.IN_A_CONTAINER && !knowsTheWay) {
            images.add("alpine:latest");
        }
        return images;
    }

    private static boolean has(DockerClient docker, String image) {
        try {
            docker.inspectImageCmd(image).exec();
            return true;
        }
        catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * Not the factory's own client: that one may download an image for its cleaner first.
     */
    private static DockerClient docker() {
        return DockerClientProviderStrategy.getClientForConfig(DockerClientFactory.instance().getTransportConfig());
    }

}
