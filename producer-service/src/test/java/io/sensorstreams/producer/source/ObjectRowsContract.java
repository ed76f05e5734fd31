package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import io.sensorstreams.producer.object.TestObjects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/** Rows of objects, in a bucket for each class. */
abstract class ObjectRowsContract extends CsvRowsContract {

    private static Path directory;

    @BeforeAll
    static void open(TestInfo test) {
        directory = TestObjects.newBucket(test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT));
    }

    @AfterAll
    static void close() throws IOException {
        directory.getFileSystem().close();
    }

    @Override
    final Path directory() {
        return directory;
    }

}
