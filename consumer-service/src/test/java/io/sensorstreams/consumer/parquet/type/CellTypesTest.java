package io.sensorstreams.consumer.parquet.type;

import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CellTypesTest {

    /** Returns the type of a column with these JSON values. */
    private static ColumnType typeOf(NumberMode numbers, String... values) throws MalformedRowException {
        CellTypes cells = new CellTypes(numbers, "c", TimePattern.USUAL);
        RowDecoder row = new RowDecoder();
        ColumnType type = ColumnType.NULL;
        for (String value : values) {
            row.decode(("{\"c\":" + value + "}").getBytes(UTF_8));
            type = cells.widen(type, "c", row, 0);
        }
        return type;
    }

    @Test
    void aColumnOfNullsHasNoTypeYet() throws MalformedRowException {
        assertThat(typeOf(NumberMode.DECIMAL, "null", "null")).isEqualTo(ColumnType.NULL);
        assertThat(typeOf(NumberMode.DECIMAL, "null", "1", "null")).isEqualTo(ColumnType.decimal(1, 0));
        assertThat(typeOf(NumberMode.DECIMAL, "null", "\"x\"")).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void decimalsHaveTheMostDigitsOnBothSides() throws MalformedRowException {
        assertThat(typeOf(NumberMode.DECIMAL, "123", "0.25", "7.5")).isEqualTo(ColumnType.decimal(3, 2));
        assertThat(typeOf(NumberMode.DECIMAL, "1e20", "1e-17")).isEqualTo(ColumnType.decimal(21, 17));
        assertThat(typeOf(NumberMode.DECIMAL, "1e20", "1e-18")).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void doublesThatWouldBeInfiniteAreTexts() throws MalformedRowException {
        assertThat(typeOf(NumberMode.DOUBLE, "1", "1e308", "1e-400")).isEqualTo(ColumnType.DOUBLE);
        assertThat(typeOf(NumberMode.DOUBLE, "1", "1e309")).isEqualTo(ColumnType.TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1                      | true
            1                      | "1"
            true                   | "true"
            "31/08/2023 23:59:00"  | 1
            "31/08/2023 23:59:00"  | "2023-08-31 23:59:00"
            "31/08/2023 23:59:00"  | ""
            {"a":1}                | 1
            [1]                    | [2]
            """)
    void valuesOfDifferentKindsAreTexts(String first, String second) throws MalformedRowException {
        assertThat(typeOf(NumberMode.DECIMAL, first, second)).isEqualTo(ColumnType.TEXT);
        assertThat(typeOf(NumberMode.DECIMAL, second, first)).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void timesHaveThePatternsThatAllOfThemHave() throws MalformedRowException {
        CellTypes cells = new CellTypes(NumberMode.DECIMAL, "c",
                List.of(new TimePattern("dd/MM/yyyy"), new TimePattern("MM/dd/yyyy")));
        RowDecoder row = new RowDecoder();
        row.decode("{\"c\":\"01/02/2024\"}".getBytes(UTF_8));
        ColumnType both = cells.widen(ColumnType.NULL, "c", row, 0);
        assertThat(both).isEqualTo(ColumnType.time(0b11));
        row.decode("{\"c\":\"01/13/2024\"}".getBytes(UTF_8));
        ColumnType monthFirst = cells.widen(both, "c", row, 0);
        assertThat(monthFirst).isEqualTo(ColumnType.time(0b10));
        row.decode("{\"c\":\"13/01/2024\"}".getBytes(UTF_8));
        assertThat(cells.widen(monthFirst, "c", row, 0)).isEqualTo(ColumnType.TEXT);
        assertThat(cells.widen(ColumnType.NULL, "other", row, 0)).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void joiningIsCommutativeAndNeverNarrower() {
        List<ColumnType> types = List.of(ColumnType.NULL, ColumnType.BOOLEAN, ColumnType.DOUBLE, ColumnType.TEXT,
                ColumnType.decimal(1, 0), ColumnType.decimal(0, 3), ColumnType.decimal(36, 0), ColumnType.time(1),
                ColumnType.time(6));
        for (ColumnType a : types) {
            assertThat(a.join(a)).isEqualTo(a);
            for (ColumnType b : types) {
                ColumnType both = a.join(b);
                assertThat(both).isEqualTo(b.join(a));
                assertThat(both.join(a)).isEqualTo(both);
                assertThat(both.join(b)).isEqualTo(both);
            }
        }
    }

    @Test
    void forgetsTheTypeThatWasChangedTheLongestTimeAgo() {
        WidestTypes widest = new WidestTypes();
        widest.add(List.of("first", "second"), List.of(ColumnType.TEXT, ColumnType.TEXT));
        for (int i = 1; i < 100_000; i++) {
            widest.add(List.of("column " + i), List.of(ColumnType.BOOLEAN));
        }
        assertThat(widest.of("first")).isEqualTo(ColumnType.NULL);
        assertThat(widest.of("second")).isEqualTo(ColumnType.TEXT);
    }

}
