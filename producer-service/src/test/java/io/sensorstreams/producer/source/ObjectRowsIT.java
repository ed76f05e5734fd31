package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Path;

import io.sensorstreams.producer.object.TestObjects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ObjectRowsIT extends CsvRowsContract {

    private static Path directory;

    @BeforeAll
    static void open() {
        directory = TestObjects.newBucket("objectrows");
    }

    @AfterAll
    static void close() throws IOException {
        directory.getFileSystem().close();
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    String ending() {
        return ".csv";
    }

    @Override
    Source.Order order() {
        return Source.Order.FILE;
    }

}
