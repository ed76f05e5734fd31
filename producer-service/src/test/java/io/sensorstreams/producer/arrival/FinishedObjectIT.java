package io.sensorstreams.producer.arrival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.producer.object.TestObjects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FinishedObjectIT {

    private static Path root;

    @BeforeAll
    static void open() {
        root = TestObjects.newBucket("finished-object");
    }

    @AfterAll
    static void close() throws IOException {
        root.getFileSystem().close();
    }

    @ParameterizedTest
    @EnumSource(value = Afterwards.class, names = { "MOVE", "DELETE" })
    void leavesAnObjectThatWasReplaced(Afterwards afterwards) throws IOException {
        String name = afterwards + ".csv";
        Files.writeString(root.resolve(name), "a\n1\n");
        FinishedFile finished = new FinishedFile(root, name);
        Files.writeString(root.resolve(name), "a\n2\n");

        assertThat(finished.apply(afterwards)).isFalse();

        assertThat(Files.readString(root.resolve(name))).isEqualTo("a\n2\n");
        assertThat(Files.notExists(root.resolve("done").resolve(name))).isTrue();
        assertThat(new FinishedFile(root, name).apply(afterwards)).isTrue();
        assertThat(Files.notExists(root.resolve(name))).isTrue();
    }

}
