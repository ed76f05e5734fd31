package io.sensorstreams.launcher.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowLinesTest {

    private static final Event ROW = new Event("row",
            "{\"row\":\"air/1/0\",\"topic\":\"AIR\",\"partition\":0,\"value\":{\"Temp\":26.1}}");

    private final List<String> printed = new ArrayList<>();

    private final AtomicLong now = new AtomicLong();

    private final RowLines lines = new RowLines(this.printed::add, 20, this.now::get);

    @Test
    void printsNoMoreThanPeopleCanRead() {
        for (int i = 0; i < 25; i++) {
            this.lines.sent(ROW);
        }
        assertThat(this.printed).hasSize(RowLines.PER_SECOND);

        this.now.set(TimeUnit.SECONDS.toNanos(1));
        this.lines.sent(ROW);
        assertThat(this.printed).hasSize(RowLines.PER_SECOND + 1);

        this.lines.reportNotShown();
        this.lines.reportNotShown();
        assertThat(this.printed).hasSize(RowLines.PER_SECOND + 2)
            .endsWith("not shown: up to 15 sent and 0 written rows");
    }

    @Test
    void printsWrittenRowsWhileMoreAreSent() {
        for (int i = 0; i < 25; i++) {
            this.lines.sent(ROW);
        }
        this.lines.written(ROW);

        assertThat(this.printed).hasSize(RowLines.PER_SECOND + 1);
    }

    @Test
    void cutsLongLines() {
        this.lines.sent(ROW);

        assertThat(this.printed).containsExactly("sent AIR[0] air/1/0…");
    }

    @Test
    void printsNothingForOtherEvents() {
        this.lines.sent(new Event("idle", "{}"));
        this.lines.sent(new Event("", "no JSON"));
        this.lines.reportNotShown();

        assertThat(this.printed).isEmpty();
    }

}
