package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that the compared Kafka tools have the same release as the Kafka client of the
 * services.
 */
class PeersTest {

    @Test
    void haveTheVersionOfTheServicesClient() throws IOException {
        assertThat(Files.readString(Path.of("peers/pom.xml")))
            .contains("<kafka.version>" + AppInfoParser.getVersion() + "</kafka.version>");
    }

}
