package io.sensorstreams.producer.directory;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScanCacheTest {

    private static final ScanCache.Version VERSION = new ScanCache.Version(1, FileTime.fromMillis(0), null);

    private final ScanCache cache = new ScanCache(100_000);

    @Test
    void filesWithTheSameHeaderShareIt() {
        put("A.csv", header("a", 500));
        put("B.csv", header("a", 500));
        put("C.csv", header("a", 500));

        assertThat(columns("B.csv")).containsSame(columns("A.csv").orElseThrow());
        assertThat(columns("C.csv")).containsSame(columns("A.csv").orElseThrow());
    }

    @Test
    void aHeaderIsForgottenWithItsLastScan() {
        List<String> first = header("a", 800);
        put("A.csv", first);
        put("B.csv", header("b", 800));
        List<String> again = header("a", 800);
        put("C.csv", again);

        assertThat(columns("C.csv").orElseThrow()).isSameAs(again);
    }

    @Test
    void aHeaderCountsWhileAScanUsesIt() {
        put("A.csv", header("a", 800));
        put("B.csv", header("a", 800));
        put("C.csv", header("c", 800));

        assertThat(columns("A.csv")).isEmpty();
        assertThat(columns("B.csv")).isEmpty();
        assertThat(columns("C.csv")).isPresent();
    }

    @Test
    void aHeaderStaysWhenTheFileIsScannedAgain() {
        for (int i = 0; i < 1000; i++) {
            put("A.csv", header("a", 500));
            put("B.csv", header("a", 500));
        }

        assertThat(columns("A.csv")).isPresent();
        assertThat(columns("B.csv")).isPresent();
    }

    private void put(String name, List<String> columns) {
        this.cache.put(name, VERSION, FileScan.NOTHING.withColumns(columns), true);
    }

    private Optional<List<String>> columns(String name) {
        return this.cache.find(name, VERSION).map((known) -> known.scan().columns());
    }

    private static List<String> header(String prefix, int columns) {
        return IntStream.range(0, columns).mapToObj((i) -> prefix + i).toList();
    }

}
