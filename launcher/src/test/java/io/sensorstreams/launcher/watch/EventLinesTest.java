package io.sensorstreams.launcher.watch;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventLinesTest {

    private final EventLines lines = new EventLines();

    @Test
    void readsEventsAsTheStandardDefinesThem() {
        assertThat(read("""
                event: row
                data: {"a":
                data:  1}

                : a comment
                id: 7

                event:sampled
                data:{}

                data: nameless
                retry

                """)).containsExactly(new Event("row", "{\"a\":\n 1}"), new Event("sampled", "{}"),
                new Event("", "nameless"));
    }

    @Test
    void forgetsTheNameOfAnEventWithoutData() {
        assertThat(read("event: row\n\ndata: 1\n\n")).containsExactly(new Event("", "1"));
    }

    private List<Event> read(String text) {
        return text.lines().map(this.lines::add).flatMap(Optional::stream).toList();
    }

}
