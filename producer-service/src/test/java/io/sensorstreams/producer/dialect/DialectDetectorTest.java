package io.sensorstreams.producer.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DialectDetectorTest {

    /** The found dialect of a file, as its differences from the standard. */
    @ParameterizedTest
    @CsvSource(delimiterString = "->", nullValues = "-", textBlock = """
            cases/2024-02.csv              -> -
            cases/UPPER.CSV                -> -
            cases/backwards.csv            -> -
            cases/comments.csv             -> comment=#
            cases/cp1252.csv               -> encoding=windows-1252
            cases/davis.csv                -> thousands=,
            cases/dstfall.csv              -> -
            cases/dupcols.csv              -> -
            cases/epoch.csv                -> -
            cases/isofrac.csv              -> -
            cases/isoz.csv                 -> -
            cases/noheader.csv             -> headerLine=0
            cases/nul.csv                  -> -
            cases/oneblank.csv             -> -
            cases/padhdr.csv               -> trim=true
            cases/pipe.csv                 -> delimiter=|
            cases/quotednl.csv             -> -
            cases/sepline.csv              -> delimiter=; decimal=,
            cases/singlequote.csv          -> quote='
            cases/tab.csv                  -> delimiter=TAB
            cases/toa5.csv                 -> skipLines=1 unitLines=2
            cases/trailcomma.csv           -> -
            cases/uci.csv                  -> delimiter=; decimal=,
            cases/utf16.csv                -> encoding=UTF-16LE
            exports/campbell-toa5.csv      -> skipLines=1 unitLines=2
            exports/davis-weatherlink.csv  -> delimiter=TAB skipLines=1 columns=[Date, Time, Temp Out, Hi Temp, \
            Low Temp, Out Hum, Dew Pt., Wind Speed, Wind Dir, Hi Speed, Rain Rate, Bar, Solar Rad.]
            exports/excel-europe.csv       -> delimiter=; decimal=, thousands=. encoding=windows-1252
            exports/influxdb.csv           -> comment=#
            exports/noaa-climate.csv       -> skipLines=4
            exports/noaa-erddap.csv        -> unitLines=1
            exports/noaa-isd.csv           -> -
            exports/noaa-lcd.csv           -> -
            exports/pandas.csv             -> -
            exports/purpleair.csv          -> -
            exports/sensor-community.csv   -> delimiter=;
            exports/tab.csv                -> delimiter=TAB quote=
            exports/uci-air-quality.csv    -> delimiter=; decimal=,
            """)
    void findsTheDialectOfFiles(String file, @Nullable String differences) throws IOException {
        byte[] content = resource(file);

        DialectDetector.Found found = DialectDetector.detect(content, true);

        assertThat(differences(found.dialect())).isEqualTo(Objects.requireNonNullElse(differences, ""));
        assertThat(DialectDetector.contradiction(found.dialect(), content, true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n", "\r\n\r\n", "a", "a\n", "Time,Station,Temp\n", "\"a;b;c\"\n1\n2\n", "7\n1\n2\n",
            "note\nred; green\nblue\n", "a,b\n1\n2\n3,4\n", "a,b\n1,2,3\n4,5,6\n",
            "a,b\n\"1;2\",\"3;4\"\n\"5;6\",\"7;8\"\n", "Time,Value\n31/08/2023 23:59:00,---\n31/08/2023 23:54:00,---\n",
            "Year,2019,2020\nA,1.5,2\nB,3,4\n", ",0,1,2\n0,5.1,3.5,1.4\n1,4.9,3.0,1.4\n", "0,1,2\n5,3,1\n4,3,2\n",
            "Station,Temp\nA,n/a\nB,1.5\nC,1.6\n", "id,note\n1,\"1,5\"\n2,\"see 7\"\n",
            "id,place\n1,\"Bern, CH\"\n2,\"Ulm, DE\"\n", "#,Name\n1,A\n2,B\n", "Color,Id\n#ff0000,1\n#00ff00,2\n",
            "name, note\nA,x\nB,y\n", "Time,a;b\n1,2;3\n4,5;6\n", "a,b\n'x',1\ny,2\n",
            "Name,Size\nO'Hara,1\nO'Neil,2\n", "Text\nhello world\nbye world\n",
            "Date Time\n2024-01-01 00:00:00\n2024-01-01 00:05:00\n", "version,n\n1.2.3,1\n1.2.4,2\n",
            "min,max\nA,B\nC,D\n", "a|b,c\n1|2,3\n4|5,6\n", "Temp,Unit\nC,x\nF,y\n",
            "grid,n\n\"0012,7\",1\n\"0013,8\",2\n", "\ufeffTime,Temp\n01/02/2024 00:00:00,5.5\n" })
    void findsTheStandardWhereNothingElseIsClear(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);

        DialectDetector.Found found = DialectDetector.detect(content, true);

        assertThat(found.dialect()).isEqualTo(Dialect.STANDARD);
        assertThat(DialectDetector.contradiction(Dialect.STANDARD, content, true)).isNull();
    }

    /** \\n, \\t and \\r stand for their characters. */
    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`',
            textBlock = """
                    Zeit;Temp, innen;Temp, außen\\n01.02.2024;5,5;6,1\\n02.02.2024;5,6;7,0\\n -> delimiter=; decimal=,
                    Zeit;Temp, °C\\n01.02.2024 00:00;5,5\\n01.02.2024 00:05;5,6\\n            -> delimiter=; decimal=,
                    a;b\\n1.234,50;x\\n2,5;y\\n         -> delimiter=; decimal=, thousands=.
                    a;b\\n1 234,50;x\\n2,5;y\\n         -> delimiter=; decimal=, thousands=SPACE
                    a;b\\n1'234.50;x\\n2.5;y\\n         -> delimiter=; thousands='
                    a;b\\n1,234,567;x\\n2.5;y\\n        -> delimiter=; thousands=,
                    a;b\\n1,013;x\\n1,014;y\\n          -> delimiter=; decimal=,
                    a;b\\n1,013;5.5\\n1,014;5.6\\n      -> delimiter=;
                    Zeit,Temp\\n01.02.2024,"5,5"\\n02.02.2024,"-0,5"\\n -> decimal=,
                    Time;Station;Temp\\n                -> delimiter=;
                    Time\\tTemp\\n1706745600\\t5.5\\n   -> delimiter=TAB
                    x^y^z\\n1^2^3\\n4^5^6\\n            -> delimiter=^
                    Time Station Temp\\n1706745600 A 5.5\\n1706745605 B 5.6\\n -> delimiter=SPACE
                    sep=,\\na,b\\n1,2\\n                -> -
                    "sep=|"\\r\\na|b\\r\\n1|2\\r\\n     -> delimiter=|
                    SEP=\\t\\na\\tb\\n1\\t2\\n          -> delimiter=TAB
                    Station: Bern\\nSince: 2001\\n\\nTime,Temp\\n01/02/2024,1\\n02/02/2024,2\\n -> skipLines=3
                    Station;Bern\\nTime;Temp;Rain\\n01/02/2024;1,5;0\\n02/02/2024;2,5;0\\n    -> delimiter=; decimal=, skipLines=1
                    Time,Temp,Rain\\n(UTC),(°C),(mm)\\n01/02/2024,1,0\\n02/02/2024,2,0\\n     -> unitLines=1
                    `# a\\n# b\\nTime,Temp\\n01/02/2024,1\\n` -> comment=#
                    `# Time,Temp\\n# s,C\\n1706745600,1\\n1706745605,2\\n` -> headerLine=0 columns=[s, C] comment=#
                    % made by x\\nTime,Temp\\n01/02/2024,1\\n02/02/2024,2\\n -> comment=%
                    // made by x\\nTime,Temp\\n01/02/2024,1\\n02/02/2024,2\\n -> comment=//
                    Time,Temp\\n1,5\\n# restart\\n2,6\\n -> comment=#
                    `# logger 7, Bern\\nTime,Temp\\n1,5\\n# restart, by hand\\n2,6\\n` -> comment=#
                    Plot Title: 7\\n#,Date Time,"Temp, °C"\\n1,02/01/24 12:00:00 AM,5.5\\n2,02/01/24 12:05:00 AM,5.4\\n -> skipLines=1
                    1706745600,A,0\\n1706745602,A,1\\n  -> headerLine=0
                    01/02/2024 00:00:00,A,1.5\\n        -> headerLine=0
                    A,5,31\\nB,6,17\\nC,7,9\\n          -> headerLine=0
                    1.5;A\\n1.6;B\\n1.7;C\\n            -> delimiter=; headerLine=0
                    S0;1,5;2,5\\nS1;1,6;2,25\\nS2;1,7;-2,5\\n -> delimiter=; decimal=, headerLine=0
                    S0\\t1,5\\t2,5\\nS1\\t1,6\\t2,25\\n      -> delimiter=TAB decimal=, headerLine=0
                    Time,Temp\\n01/02/2024,1,\\n02/02/2024,2,\\n       -> columns=[Time, Temp, column3]
                    Time,Temp,\\n01/02/2024,1\\n02/02/2024,2\\n        -> columns=[Time, Temp]
                    "Time","Temp"\\n"1",2024-02-01,5\\n"2",2024-02-02,6\\n -> columns=[column1, Time, Temp]
                    Time, Temp\\n01/02/2024, 1\\n02/02/2024, 2\\n      -> trim=true
                    Time ,Station ,Temp\\n01/02/2024,A,1\\n -> trim=true
                    Time, "Temp"\\n01/02/2024, "1"\\n02/02/2024, "2"\\n -> trim=true
                    id,note\\n1,"a \\"b\\" c"\\n2,"d"\\n -> escape=\\
                    Time      ,Temp\\n01/02/2024,   1\\n02/02/2024,  12\\n -> trim=true""")
    void findsWhatIsClear(String text, String differences) {
        String unescaped = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
        byte[] content = unescaped.getBytes(StandardCharsets.UTF_8);

        DialectDetector.Found found = DialectDetector.detect(content, true);

        assertThat(differences(found.dialect())).isEqualTo(differences.equals("-") ? "" : differences);
        assertThat(DialectDetector.contradiction(found.dialect(), content, true)).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE", "UTF-16, UTF-16BE", "UTF-32LE, UTF-32LE",
            "ISO-8859-1, windows-1252", "UTF-8, UTF-8" })
    void findsTheEncoding(String encoding, String found) {
        String text = "Time,Station,Temp °C\n01/02/2024 00:00:00,Köln,1.5\n".repeat(20);

        Dialect dialect = DialectDetector.detect(text.getBytes(Charset.forName(encoding)), true).dialect();

        assertThat(dialect.encoding()).isEqualTo(found);
    }

    @Test
    void keepsTheEncodingWithDamagedRows() {
        byte[] damaged = "Time,Station\n1,A\n2,Köln\n3,X\n".getBytes(StandardCharsets.UTF_8);
        damaged[damaged.length - 2] = (byte) 0xe9;
        byte[] random = { 'a', ',', 'b', '\n', '1', ',', (byte) 0xff, '\n' };

        assertThat(DialectDetector.detect(damaged, true).dialect()).isEqualTo(Dialect.STANDARD);
        assertThat(DialectDetector.detect(random, true).dialect()).isEqualTo(Dialect.STANDARD);
    }

    /** The start of a text may end anywhere. */
    @Test
    void findsTheDialectOfAPartOfATextToo() throws IOException {
        byte[] uci = resource("exports/uci-air-quality.csv");
        byte[] words = "Station,Note\nKöln,\"schön, und\n warm\"\nUlm,kühl\n".repeat(3)
            .getBytes(StandardCharsets.UTF_8);

        for (int length = 400; length < uci.length; length++) {
            assertThat(differences(DialectDetector.detect(Arrays.copyOf(uci, length), false).dialect()))
                .isEqualTo("delimiter=; decimal=,");
        }
        for (int length = 0; length < words.length; length++) {
            assertThat(DialectDetector.detect(Arrays.copyOf(words, length), false).dialect())
                .isEqualTo(Dialect.STANDARD);
        }
    }

    @Test
    void namesOtherDialectsThatFit() throws IOException {
        assertThat(DialectDetector.detect(resource("cases/davis.csv"), true).alternatives())
            .containsExactly("Numbers such as '5,5' have a decimal comma, but others a decimal point.");
        assertThat(
                DialectDetector.detect("a;b\n1,013;x\n1,014;y\n".getBytes(StandardCharsets.UTF_8), true).alternatives())
            .containsExactly(
                    "Numbers such as '1,013' may be whole numbers: then, decimal is '.', and thousands is ','.");
        assertThat(DialectDetector.detect("a;b\nc;d\n".getBytes(StandardCharsets.UTF_8), true).alternatives())
            .containsExactly("It may be separated by ';' instead of ','.");
        assertThat(DialectDetector.detect(resource("cases/quotednl.csv"), true).alternatives())
            .containsExactly("Line 6 breaks the rules of quotes: with lenientQuotes, such rows are not rejected.");
        assertThat(DialectDetector.detect(resource("samples"), true).alternatives()).isEmpty();
    }

    /** The differences of a dialect from the standard. */
    static String differences(Dialect dialect) {
        List<String> differences = Arrays.stream(Dialect.class.getRecordComponents())
            .filter((part) -> !value(part, dialect).equals(value(part, Dialect.STANDARD)))
            .map((part) -> part.getName() + "=" + value(part, dialect))
            .toList();
        return String.join(" ", differences)
            .replace("\t", "TAB")
            .replaceAll("= (?= |$)", "=SPACE")
            .replaceAll("= $", "=SPACE");
    }

    private static Object value(RecordComponent part, Dialect dialect) {
        try {
            return part.getAccessor().invoke(dialect);
        }
        catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        if (name.equals("samples")) {
            return "Time,Station,pH\n31/01/2024 23:55:00,SVDT2,8\n31/01/2024 23:50:00,SVDT2,---\n"
                .getBytes(StandardCharsets.UTF_8);
        }
        try (InputStream content = DialectDetectorTest.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(content).readAllBytes();
        }
    }

}
