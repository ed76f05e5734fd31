package io.sensorstreams.launcher.console.show;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {

    private final Table table = new Table(Column.text("name").elastic(), Column.number("rows"),
            Column.text("file").elastic(), Column.text("owner").optional());

    TableTest() {
        this.table.add("a-long-name", "1,200", "AIR-0-00000000000000000000.csv", "consumer-0");
        this.table.add("b\u001b\n", "7", "x", "-");
    }

    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        assertThat(this.table.lines(Integer.MAX_VALUE)).containsExactly(
                "name          rows  file                            owner",
                "a-long-name  1,200  AIR-0-00000000000000000000.csv  consumer-0",
                "b\uFFFD\uFFFD              7  x                               -");
    }

    @Test
    void shortensTheLongestTextFirst() {
        assertThat(this.table.lines(50)).containsExactly("name          rows  file                owner",
                "a-long-name  1,200  AIR-0-00000000000…  consumer-0",
                "b\uFFFD\uFFFD              7  x                   -");
    }

    @Test
    void leavesOutOptionalColumnsWhenShorteningIsNotEnough() {
        assertThat(this.table.lines(30)).containsExactly("name         rows  file", "a-long-na…  1,200  AIR-0-0000…",
                "b\uFFFD\uFFFD             7  x");
    }

    @Test
    void isAsNarrowAsItCanBe() {
        assertThat(this.table.lines(1)).containsExactly("name       rows  file", "a-long-…  1,200  AIR-0-0…",
                "b\uFFFD\uFFFD           7  x");
    }

}
