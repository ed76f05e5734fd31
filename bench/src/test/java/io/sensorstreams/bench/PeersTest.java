package io.sensorstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tools to compare with are of the release that the services' clients are of. */
class PeersTest {

    @Test
    void haveTheVersionOfTheServicesClient() throws IOException {
        assertThat(Files.readString(Path.of("peers/pom.xml")))
            .contains("<kafka.version>" + AppInfoParser.getVersion() + "</kafka.version>");
    }

}
