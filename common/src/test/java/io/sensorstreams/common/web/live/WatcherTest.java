package io.sensorstreams.common.web.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class WatcherTest {

    private static final String COMMENT = ":\n\n";

    private final JsonMapper json = JsonMapper.shared();

    private final AtomicInteger encoded = new AtomicInteger();

    private final Watcher watcher = new Watcher(5, this.json, 0);

    @Test
    void showsAllRowsOfASlowSource() {
        assertThat(next(0)).isEqualTo(COMMENT);
        this.watcher.offer(rows(0, 2), 0);

        assertThat(next(100)).isEqualTo("""
                event: row
                data: {"n":0}

                event: row
                data: {"n":1}

                """);
        assertThat(next(2000)).isEmpty();
    }

    @Test
    void showsOnlyAsManyRowsInASecondAsWanted() {
        this.watcher.offer(rows(0, 100), 0);

        assertThat(next(0)).contains("{\"n\":4}").doesNotContain("{\"n\":5}");
        this.watcher.offer(rows(100, 200), 0);
        assertThat(next(400)).contains("{\"n\":100}", "{\"n\":101}").doesNotContain("{\"n\":102}");
    }

    @Test
    void encodesOnlyRowsThatAreShown() {
        List<RowEvent> rows = rows(0, 100);
        Watcher other = new Watcher(3, this.json, 0);
        this.watcher.offer(rows, 0);
        other.offer(rows, 0);

        next(0);
        other.next(0);

        assertThat(this.encoded).hasValue(5);
    }

    @Test
    void reportsSkippedRowsOnceASecond() {
        this.watcher.offer(rows(0, 100), 1000);

        assertThat(next(0)).doesNotContain("sampled");
        this.watcher.offer(rows(0, 10), 0);
        assertThat(next(1000)).endsWith("event: sampled\ndata: {\"skipped\":1100}\n\n");
        assertThat(next(1900)).doesNotContain("sampled");
        assertThat(next(2100)).doesNotContain("sampled");
    }

    @Test
    void reportsThatThereAreNoRows() {
        this.watcher.offer(rows(0, 1), 0);
        next(1000);

        assertThat(next(10_900)).isEqualTo(COMMENT);
        assertThat(next(11_000)).isEqualTo("event: idle\ndata: {}\n\n");
        assertThat(next(11_100)).isEmpty();
        assertThat(next(21_000)).isEqualTo("event: idle\ndata: {}\n\n");
    }

    @Test
    void keepsABoundedNumberOfBytesForAClientThatDoesNotRead() {
        int size = 100_000;
        for (int i = 0; i < 1000; i++) {
            this.watcher.offer(List.of(row(i, size)), 0);
        }

        String shown = next(1000);
        assertThat(shown).contains("{\"n\":4}").doesNotContain("{\"n\":5}");
        assertThat(shown).endsWith("event: sampled\ndata: {\"skipped\":995}\n\n");
        assertThat(this.encoded).hasValue(5);
    }

    @Test
    void takesARowThatIsLargerThanTheBound() {
        this.watcher.offer(List.of(row(0, 2 * (int) Watcher.MOST_BYTES), row(1, 10)), 0);

        assertThat(next(0)).contains("{\"n\":0}").doesNotContain("{\"n\":1}");
        this.watcher.offer(List.of(row(2, 10)), 0);
        assertThat(next(0)).contains("{\"n\":2}");
    }

    private String next(long millis) {
        return new String(this.watcher.next(Duration.ofMillis(millis).toNanos()), StandardCharsets.UTF_8);
    }

    private List<RowEvent> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj((n) -> row(n, 10)).toList();
    }

    private RowEvent row(int number, int size) {
        return new RowEvent(size, () -> {
            this.encoded.incrementAndGet();
            return Map.of("n", number);
        });
    }

}
