package io.sensorstreams.producer.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Evidence that is too weak keeps the standard, and other ways are named. */
class DialectEvidenceTest {

    @ParameterizedTest
    @ValueSource(strings = { "01/02/2024 00:%02d,A,%d.5\nTime,Station,Temp,Hum\n02/02/2024 00:%02d,A,%d.5,60\n",
            "A,%d,%d.5\nTime,Station,Temp,Hum\nA,%d,%d.5,60\n" })
    void keepsATableAboveALongerHeader(String rows) {
        String[] row = rows.split("(?<=\n)");
        String text = "Time,Station,Temp\n" + repeat(row[0], 20) + row[1] + repeat(row[2], 30);

        DialectDetector.Found found = detect(text);

        assertThat(found.dialect()).isEqualTo(Dialect.STANDARD);
        assertThat(found.alternatives()).containsExactly("Line 22 may be the header line: then, skipLines is 21.");
    }

    private static String repeat(String row, int times) {
        return IntStream.range(0, times).mapToObj((i) -> String.format(row, i, i)).collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = { "Station,Bern\nAltitude,540\nLatitude,46.9\nStart,01/02/2024\nEnd,03/02/2024\n",
            "Station,Bern,CH\nAltitude,540,m\nLatitude,46.9,deg\nLongitude,7.4,deg\n" })
    void skipsNamesWithTheirValues(String top) {
        int lines = (int) top.lines().count();
        String text = top + "Time,Temp,Hum,Rain\n01/02/2024,1.5,60,0\n02/02/2024,2.5,61,0\n"
                + "03/02/2024,1.5,60,0\n".repeat(5);

        assertThat(detect(text).dialect().skipLines()).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Station,0.3,0.5,1.0\nBern,5.1,5.2,5.3\nUlm,5.4,5.2,5.1\n",
            "Station,10,20,50\nBern,1,2,3\nBern,3,2,5\nBern,3,2,9\n",
            "Site,10,20,50\nBern,1,2,3\nBasel,3,2,5\nUlm,3,2,9\n",
            "Sample,350,351,352\nS1,0.1,0.2,0.3\nS2,0.1,0.2,0.1\nS3,0.1,0.5,0.1\n", ",0.5,1.0\nA,2.1,2.2\nB,2.1,2.0\n",
            ",0.5,1.0\n0,2.1,2.2\n1,2.1,2.0\n" })
    void keepsAHeaderLineOfNumbers(String text) {
        assertThat(detect(text).dialect()).isEqualTo(Dialect.STANDARD);
        assertThat(DialectDetector.contradiction(Dialect.STANDARD, bytes(text), true)).isNull();
    }

    @Test
    void findsAHeaderLineOfNumbersBelowATitle() {
        assertDialect("Soil\nStation,10,20,50\nBern,1.5,2,3\nUlm,3.5,2,5\nKonstanz,3,2,9\n", "skipLines=1");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", textBlock = """
            # Station,Temp\\nBern,20.5\\nUlm,21.5\\nGenf,22\\n       -> headerLine=0 columns=[Station, Temp] comment=#
            Bern,5.5,6.5\\nUlm,6.5,7\\nBern,5.5,7\\n               -> headerLine=0
            S1,5,31\\nS2,6,37\\nS3,5,33\\n                         -> headerLine=0
            Station,Temp\\nBern,20.5,\\nUlm,21.5,\\nGenf,22.5,\\n  -> columns=[Station, Temp, column3]
            """)
    void findsReadingsWithoutATime(String text, String differences) {
        assertDialect(text, differences);
    }

    /** What is found, and the start of an alternative. */
    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', nullValues = "-",
            textBlock = """
                    a;b\\n192.168.100.101;x\\n192.168.100.102;y\\n      -> delimiter=; -> Numbers such as '192.168.100.101' may be whole
                    a;b\\n1.234.567;x\\n2.234.567;y\\n                  -> delimiter=; -> Numbers such as '1.234.567' may be whole
                    a;b\\n1.234.567;5,5\\n2.234.567;6,5\\n              -> delimiter=; decimal=, thousands=. -> -
                    a;b\\n192.168.100.101;5,5\\n192.168.100.102;6,5\\n  -> delimiter=; decimal=, -> -
                    Zeit;Temp;Druck\\n1;21,5;1.013\\n2;21,6;1.014\\n    -> delimiter=; decimal=, thousands=. -> Numbers such as '1.013' may have a decimal point
                    a;b;c;d\\n5,5;1.013;1.014;9\\n5,6;1.013;1.014;9\\n  -> delimiter=; decimal=, thousands=. -> Numbers such as '1.013' may have a decimal point
                    a;b;c\\n5,5;1.5;1.013\\n5,6;1.6;1.014\\n            -> delimiter=; -> Numbers such as '5,5' have a decimal comma, but others a decimal point
                    a;b\\n1;5,5\\n2;Fehler\\n3;5,7\\n                   -> delimiter=; -> Numbers such as '5,5' may have a decimal comma
                    id,pair\\n1,"52,5"\\n2,"48,11"\\n3,"47,8"\\n         -> - -> Numbers such as '52,5' may have a decimal comma
                    Zeit,n,Temp\\n1,"5,5","5"\\n2,5,"7,5"\\n             -> - -> Numbers such as '5,5' may have a decimal comma
                    Zeit,Cell,Temp\\n1,"52,5","5,5"\\n2,"48,11","6,5"\\n -> - -> Numbers such as '52,5' may have a decimal comma
                    Zeit,Temp\\n1,"5,5"\\n2,"-0,5"\\n                    -> decimal=, -> Numbers such as '5,5' may be two numbers
                    """)
    void needsClearNumbers(String text, @Nullable String differences, @Nullable String alternative) {
        DialectDetector.Found found = assertDialect(text, (differences != null) ? differences : "");

        if (alternative == null) {
            assertThat(found.alternatives()).isEmpty();
        }
        else {
            assertThat(found.alternatives()).singleElement().asString().startsWith(alternative);
        }
    }

    @Test
    void ignoresFewTextsAmongNumbers() {
        assertDialect("Zeit;Temp\\n" + "1;5,5\\n".repeat(5) + "2;Fehler\\n" + "3;6,5\\n".repeat(5),
                "delimiter=; decimal=,");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", nullValues = "-", textBlock = """
            Sensor,Temp\\n# 1,20.5\\n# 2,21.0\\n# 3,21.0\\n                -> -
            Sensor,Temp\\nA,20.5\\n# by hand,2\\nB,21.0\\nC,21.0\\n        -> comment=#
            Station,lo,hi\\nx,min,max\\nA,1,2\\nB,3,4\\nC,4,5\\n           -> -
            Station,lo,hi\\n,min,max\\nA,1,2\\nB,3,4\\nC,4,5\\n            -> unitLines=1
            Station ,Temp,n\\nUlm West,1.5,1\\nUlm East,25.5,2\\nUlm Nord,1,12\\n -> -
            Station ,Temp ,n\\nUlm West,21.50,1\\nUlm East,25.50,2\\nUlm Nord,22.50,12\\n -> trim=true
            """)
    void needsClearLines(String text, @Nullable String differences) {
        assertDialect(text, (differences != null) ? differences : "");
    }

    @Test
    void keepsUtf8WithOneDamagedRowOfValues() {
        String text = "Time,Temp\n01/02/2024,1.5\n02/02/2024,2.5\n03/02/2024,3.5\n";
        byte[] one = bytes(text);
        one[text.indexOf("2.5")] = (byte) 0xb0;
        byte[] two = one.clone();
        two[text.indexOf("3.5")] = (byte) 0xb0;
        byte[] header = bytes("Title\n" + text);
        header["Title\nTime,".length()] = (byte) 0xe4;

        assertThat(DialectDetector.detect(one, true).dialect()).isEqualTo(Dialect.STANDARD);
        for (byte[] content : List.of(two, header)) {
            assertThat(DialectDetector.detect(content, true).dialect().encoding()).isEqualTo("windows-1252");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Te\u0007mp", "long" })
    void takesNoNamesThatADialectCannotHave(String name) {
        String second = name.equals("long") ? "x".repeat(10_000) : name;
        String rows = "01/02/2024 00:00,1.5%s\n01/02/2024 00:05,1.6%<s\n";

        Dialect comment = detect("# Time," + second + "\n" + String.format(rows, "")).dialect();
        Dialect uneven = detect("Time," + second + "\n" + String.format(rows, ",")).dialect();

        for (Dialect dialect : List.of(comment, uneven)) {
            assertThat(dialect.columns()).isEmpty();
            assertThat(DialectCheck.faults(dialect)).isEmpty();
        }
    }

    private static DialectDetector.Found assertDialect(String text, String differences) {
        DialectDetector.Found found = detect(text.replace("\\n", "\n"));
        assertThat(DialectDetectorTest.differences(found.dialect())).isEqualTo(differences);
        return found;
    }

    private static DialectDetector.Found detect(String text) {
        return DialectDetector.detect(bytes(text), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
