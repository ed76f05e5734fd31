package io.sensorstreams.kafka;

import java.io.IOException;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/** Kafka's container image, used when it is on this machine and never downloaded. */
final class KafkaImage {

    static final String NAME = "apache/kafka:4.2.1";

    private KafkaImage() {
    }

    /** Why no container of it can be started here; empty when one can. */
    static String whyMissing() {
        try (DockerClient docker = docker()) {
            docker.inspectImageCmd(NAME).exec();
            return "";
        }
        catch (NotFoundException e) {
            return "the Docker engine does not have the image " + NAME;
        }
        catch (IllegalStateException | IOException e) {
            return "no Docker engine answers";
        }
    }

    /**
     * Not the factory's own client: that one may download an image for its cleaner first.
     */
    private static DockerClient docker() {
        return DockerClientProviderStrategy.getClientForConfig(DockerClientFactory.instance().getTransportConfig());
    }

}
