package io.sensorstreams.producer.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rejection;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.time.TimeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Texts in declared dialects, read in both orders. */
class DialectRowsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path temp;

    @Test
    void readsEuropeanExports() throws IOException {
        assertThat(rows("{'delimiter':';','decimal':',','thousands':'.'}",
                "sep=;\r\nDate;T;CO;;\r\n10/03/2004;2,6;1.360;;\r\n;;;;\r\n10/03/2004;-1.234.567,50;;;\r\n;;;;\r\n"))
            .containsExactly("{'Date':'10/03/2004','T':2.6,'CO':1360,'column4':null,'column5':null}",
                    "{'Date':'10/03/2004','T':-1234567.50,'CO':null,'column4':null,'column5':null}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            12,50     | 12.50
            -0,5      | -0.5
            1234,5    | 1234.5
            1.234,50  | 1234.50
            1.234     | 1234
            0         | 0
            1,5E+03   | 1.5E+03
            12.50     | '12.50'
            1.23      | '1.23'
            1234.567  | '1234.567'
            1.2345    | '1.2345'
            1.234.56  | '1.234.56'
            0.123     | '0.123'
            1,234.5   | '1,234.5'
            +12,50    | '+12,50'
            ,5        | ',5'
            5,        | '5,'
            007,5     | '007,5'
            1,5E      | '1,5E'
            18.00.00  | '18.00.00'
            -         | '-'
            1,2,3     | '1,2,3'
            """)
    void readsNumbersByTheirOwnDigits(String cell, String json) throws IOException {
        assertThat(rows("{'delimiter':';','decimal':',','thousands':'.'}", "a;b\n" + cell + ";1\n"))
            .containsExactly("{'a':" + json + ",'b':1}");
    }

    @Test
    void comparesMissingTokensWithTheTextOfTheFile() throws IOException {
        assertThat(rows("{'delimiter':';','thousands':','}", "a;b\n1,234;---\n"))
            .containsExactly("{'a':1234,'b':null}");
    }

    @Test
    void readsOtherQuotesAndEscapes() throws IOException {
        assertThat(rows("{'quote':'\\u0027'}", "a,b\n'x, ''y''',\"1\"\n"))
            .containsExactly("{'a':'x, ^y^','b':'\\\"1\\\"'}");
        assertThat(rows("{'quote':''}", "a,b\n\"x,y\"\n")).containsExactly("{'a':'\\\"x','b':'y\\\"'}");
        assertThat(rows("{'quote':'','escape':'\\\\'}", "a,b\nx\\,y,C:\\new\\\nz\n"))
            .containsExactly("{'a':'x,y','b':'C:\\\\new\\u000az'}");
        assertThat(rows("{'escape':'\\\\'}", "a,b\n\"x\\\"\",\"\\\\n\\n\"\n\"a\nb\",2\n"))
            .containsExactly("{'a':'x\\\"','b':'\\\\n\\\\n'}", "{'a':'a\\u000ab','b':2}");
    }

    @Test
    void readsLenientQuotes() throws IOException {
        assertThat(rows("{'lenientQuotes':true}", "a,b\n5\" pipe,\"1\"x\"y\"\n\"q\"\"r\"s,2\n"))
            .containsExactly("{'a':'5\\\" pipe','b':'1x\\\"y\\\"'}", "{'a':'q\\\"rs','b':2}");
        assertThat(rows("{'delimiter':';'}", "a;b\n5\" pipe;1\n2;3\n"))
            .containsExactly("A.csv:2: field 1 has a quote but does not begin with one: 5\" pipe;1", "{'a':2,'b':3}");
    }

    @Test
    void trimsCellsAndNames() throws IOException {
        assertThat(rows("{'trim':true}", "Time, Station ,T\n x,\" y \" , 1.5\n , ,\n"))
            .containsExactly("{'Time':'x','Station':' y ','T':1.5}");
        assertThat(rows("{'trim':true,'delimiter':'\\t'}", "a\tb\n\t 1\n")).containsExactly("{'a':null,'b':1}");
    }

    @Test
    void skipsComments() throws IOException {
        assertThat(rows("{'comment':'#'}", "# by \"logger\n# b\na,b\n1,2\n# it's, \"odd\n3,4\n\"#5\",6\nbad\n# end"))
            .containsExactly("{'a':1,'b':2}", "{'a':3,'b':4}", "{'a':'#5','b':6}",
                    "A.csv:8: row has 1 fields, header has 2: bad");
    }

    @Test
    void tellsRowsThatAreTooLongFromComments() throws IOException {
        String tooLong = "x".repeat(2 * RawRows.MAX_ROW);

        List<String> rows = rows("{'comment':'#'}", "a,b\n1,2\n" + tooLong + ",1\n# b\n#" + tooLong + "\n3,4\n# end\n");

        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("A.csv:3: row is longer than 1048576 bytes: xx");
    }

    @Test
    void findsTheColumns() throws IOException {
        String toa5 = "\"TOA5\",\"Plot7\",\"x\r\n\"T\",\"N\"\r\n\"TS\",\"RN\"\r\n\"\",\"Min\"\r\n\"2024\",0\r\nbad\r\n";
        assertThat(rows("{'skipLines':1,'unitLines':2}", toa5)).containsExactly("{'T':2024,'N':0}",
                "A.csv:6: row has 1 fields, header has 2: bad");
        assertThat(rows("{'headerLine':0}", "1,x\n2,y\n")).containsExactly("{'column1':1,'column2':'x'}",
                "{'column1':2,'column2':'y'}");
        assertThat(rows("{'columns':['a','b']}", "1,x\n\n2,y\n")).containsExactly("{'a':1,'b':'x'}", "{'a':2,'b':'y'}");
        assertThat(rows("{'columns':['a','b'],'headerLine':1}", "x,x\n1,2\n")).containsExactly("{'a':1,'b':2}");
        assertThat(rows("{'headerLine':0}", "")).isEmpty();
    }

    @Test
    void keepsRowsOfSeparatorsWhenAskedTo() throws IOException {
        assertThat(rows("{'delimiter':';','blankRows':'keep'}", "a;b\n;\n\n1;2\n"))
            .containsExactly("{'a':null,'b':null}", "{'a':1,'b':2}");
    }

    @ParameterizedTest
    @CsvSource({ "windows-1252", "ISO-8859-15", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "Shift_JIS", "IBM037" })
    void readsEncodings(String encoding) throws IOException {
        String text = "a,b\nK" + (encoding.equals("Shift_JIS") ? "漢" : "ö") + "ln,1.5\nbad\n";
        assertThat(rows("{'encoding':'" + encoding + "'}", text.getBytes(Charset.forName(encoding))))
            .startsWith("{'a':'" + text.substring(4, 8) + "','b':1.5}");
    }

    @Test
    void rejectsRowsWithMalformedBytesAndKeepsThem() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("a,b\nü,".getBytes("windows-1252"));
        file.write(0x81);
        file.writeBytes("\n1,2\n".getBytes(UTF_8));
        CsvText text = text("{'encoding':'windows-1252'}", file.toByteArray());
        try (CsvRows rows = CsvRows.open(text, options(false), Position.BEGINNING)) {
            assertThat(rows.next()).isEqualTo(Rows.Step.REJECTED);
            Rejection rejection = rows.rejection();
            assertThat(rejection.reason()).isEqualTo("field 'b' is not windows-1252");
            assertThat(rejection.line()).isEqualTo(2);
            assertThat(rejection.raw()).containsExactly(0xfc, ',', 0x81);
            assertThat(rows.next()).isEqualTo(Rows.Step.ROW);
        }
    }

    private List<String> rows(String dialect, String content) throws IOException {
        return rows(dialect, content.getBytes(UTF_8));
    }

    /** Rows in the order of the file; quotes are simple ones in values. */
    private List<String> rows(String dialect, byte[] content) throws IOException {
        CsvText text = text(dialect, content);
        List<String> rows = read(text, false);
        List<String> reversed = read(text, true);
        Collections.reverse(reversed);
        assertThat(reversed).isEqualTo(rows);
        return rows;
    }

    private CsvText text(String dialect, byte[] content) throws IOException {
        Dialect declared = JSON.readValue(dialect.replace('\'', '"'), Dialect.class);
        Path file = Files.write(this.temp.resolve("A.csv"), content);
        return new CsvText("A.csv", file, false).in(new FileFormat(declared, null, List.of()));
    }

    private static CsvOptions options(boolean reversed) {
        return new CsvOptions(reversed, List.of("---", ""), new TimeOptions(List.of("Time"), "iso", null), "Station");
    }

    private static List<String> read(CsvText text, boolean reversed) throws IOException {
        List<String> read = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(text, options(reversed), Position.BEGINNING)) {
            for (Rows.Step step = rows.next(); step != Rows.Step.END; step = rows.next()) {
                if (step == Rows.Step.ROW) {
                    String value = new String(rows.value(), UTF_8).replace('\'', '^');
                    read.add(value.replaceAll("(?<!\\\\)\"", "'"));
                }
                else {
                    Rejection rejection = rows.rejection();
                    read.add(rejection.file() + ":" + rejection.line() + ": " + rejection.reason() + ": "
                            + new String(rejection.raw(), UTF_8));
                }
            }
        }
        return read;
    }

}
