package io.sensorstreams.producer.dialect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DialectContradictionTest {

    /** \\n and \\t stand for their characters. */
    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', nullValues = "-",
            textBlock = """
                    Time;Temp\\n1;5,5\\n2;5,6\\n                 -> looks separated by ';'
                    Date;CO;T;RH;;\\n1;2,6;13,6;48,9;;\\n;;;;;\\n -> looks separated by ';'
                    Time\\tTemp\\n1706745600\\t5.5\\n            -> looks separated by tabs
                    Time|Temp\\n1706745600|5.5\\n                -> looks separated by '|'
                    Time;Station;Temp\\n                         -> looks separated by ';'
                    a,b\\n'x, y',1\\n'z, u',2\\n                 -> looks quoted by '
                    Bern\\nTime,Temp\\n1,5\\n2,6\\n3,7\\n4,5\\n5,6\\n6,7\\n7,8\\n8,9\\n9,1\\n10,2\\n -> looks as if its header line were line 2
                    1706745600,A,0.5\\n1706745602,A,1.5\\n       -> looks as if it had no header line: its first row has values
                    Time,Temp\\n1,5\\n2,x\\n                     -> -
                    1.5,A\\n1.6,B\\n1.7,C\\n                    -> -
                    01/02/2024 00:00,A,1.5\\n              -> -
                    one column\\n1\\n2\\n                        -> -
                    a,b\\n1,2,3\\n4,5,6\\n                       -> -
                    a,b\\n1\\n                                   -> -
                    \\n                                          -> -
                    """)
    void namesWhatTheStandardDoesNotFit(String text, @Nullable String contradiction) {
        byte[] content = text.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8);

        assertThat(DialectDetector.contradiction(Dialect.STANDARD, content, true)).isEqualTo(contradiction);
    }

    @ParameterizedTest
    @CsvSource({ "1, true", "2, false", "3, false" })
    void aReadingIsNoUnitsLine(int unitLines, boolean fits) {
        byte[] content = ("Time,Temp\ns,C\n" + "01/02/2024 00:00:00,1.5\n".repeat(5)).getBytes(StandardCharsets.UTF_8);
        Dialect dialect = new Dialect(null, null, null, null, null, null, null, null, null, unitLines, null, null, null,
                null);

        assertThat(DialectDetector.contradiction(dialect, content, true))
            .isEqualTo(fits ? null : "has a reading in one of its " + unitLines + " units lines");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            UTF-8,        UTF-16,       'looks encoded in UTF-16BE, by the mark at its start'
            UTF-8,        UTF-16LE,     looks encoded in UTF-16LE
            UTF-8,        windows-1252, -
            windows-1252, UTF-16,       'looks encoded in UTF-16BE, by the mark at its start'
            windows-1252, UTF-8,        looks encoded in UTF-8
            UTF-16,       UTF-8,        looks encoded in UTF-8
            UTF-16BE,     windows-1252, looks encoded in windows-1252
            UTF-16,       UTF-16LE,     -
            UTF-16LE,     UTF-16LE,     -
            UTF-16,       UTF-16,       -
            windows-1252, ISO-8859-1,   -
            windows-1250, windows-1252, -
            """)
    void namesAnotherEncoding(String declared, String encoding, @Nullable String contradiction) {
        byte[] content = "Time,Station,Temp °C\n01/02/2024 00:00:00,Köln,1.5\n".getBytes(Charset.forName(encoding));
        Dialect dialect = new Dialect(null, null, null, null, null, declared, null, null, null, null, null, null, null,
                null);

        assertThat(DialectDetector.contradiction(dialect, content, true)).isEqualTo(contradiction);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            2, -
            3, 'has rows of 2 cells, but columns has 3 names'
            """)
    void comparesGivenColumns(int names, @Nullable String contradiction) {
        Dialect dialect = new Dialect(null, null, null, null, null, null, null, 0,
                List.of("a", "b", "c").subList(0, names), null, null, null, null, null);

        byte[] content = "1706745600,5.5\n1706745605,5.6\n".getBytes(StandardCharsets.UTF_8);

        assertThat(DialectDetector.contradiction(dialect, content, true)).isEqualTo(contradiction);
        byte[] named = "Time,Temp\n1706745600,5.5\n1706745605,5.6\n".getBytes(StandardCharsets.UTF_8);
        assertThat(DialectDetector.contradiction(dialect, named, true))
            .isEqualTo((names == 2) ? "looks as if it had a header line: its first row has names" : contradiction);
    }

    @Test
    void acceptsTheDialectThatIsFound() {
        byte[] content = "2023-01-01,1a2.\"\n\"\n2023-01-02,2,3\n".getBytes(StandardCharsets.UTF_8);

        Dialect found = DialectDetector.detect(content, true).dialect();

        assertThat(DialectDetector.contradiction(found, content, true)).isNull();
    }

}
