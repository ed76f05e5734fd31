package io.sensorstreams.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientConfigUtils;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/** Finds Kafka's container image on this machine. Downloads nothing. */
final class KafkaImage {

    static final String NAME = "apache/kafka:4.2.1";

    private KafkaImage() {
    }

    /**
     * Returns the reason why no container of the image can be used; empty when one can.
     */
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
     * Returns the required images. Testcontainers also starts its own helper images, and
     * would wait minutes for a download.
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
     * Returns a Docker client. The client of the factory may first download an image for
     * its cleaner.
     */
    private static DockerClient docker() {
        return DockerClientProviderStrategy.getClientForConfig(DockerClientFactory.instance().getTransportConfig());
    }

}
