package io.sensorstreams.consumer.format;

import java.nio.charset.StandardCharsets;

import io.sensorstreams.common.wire.MalformedRowException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvFormatTest {

    private final CsvFormat format = new CsvFormat();

    @Test
    void writesTheHeaderOnceAndKeepsTheTextOfNumbers() throws Exception {
        assertThat(write("""
                {"Time":"31/08/2023 23:59:00","PM10":27.0,"NO2":0}""", """
                {"Time":"31/08/2023 23:58:00","PM10":1e3,"NO2":-0.50}""")).isEqualTo("""
                Time,PM10,NO2
                31/08/2023 23:59:00,27.0,0
                31/08/2023 23:58:00,1e3,-0.50
                """);
    }

    @Test
    void writesNullAndTheEmptyTextAsEmptyCells() throws Exception {
        assertThat(write("""
                {"a":null,"b":"","c":true}""")).isEqualTo("a,b,c\n,,true\n");
    }

    @Test
    void quotesAnEmptyCellOfAFileWithOneColumn() throws Exception {
        assertThat(write("""
                {"a":""}""", """
                {"a":null}""", """
                {"a":"x"}""")).isEqualTo("a\n\"\"\n\"\"\nx\n");
    }

    @Test
    void quotesOnlyWhatNeedsQuotes() throws Exception {
        assertThat(write(
                "{\"a,b\":\"1,5\",\"c\":\"say \\\"hi\\\"\",\"d\":\"two\\nlines\",\"e\":\"cr\\r\",\"f\":\" plain; 'x' \"}"))
            .isEqualTo("\"a,b\",c,d,e,f\n\"1,5\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\", plain; 'x' \n");
    }

    @Test
    void writesANestedValueAsItsJsonText() throws Exception {
        assertThat(write("""
                {"a":[1, 2],"b":{"c":"d"}}""")).isEqualTo("a,b\n\"[1, 2]\",\"{\"\"c\"\":\"\"d\"\"}\"\n");
    }

    @Test
    void writesColumnsInTheOrderOfTheFile() throws Exception {
        assertThat(write("""
                {"a":1,"b":2,"c":3}""", """
                {"c":6,"a":4,"b":5}""", """
                {"a":7,"b":8,"c":9}""")).isEqualTo("a,b,c\n1,2,3\n4,5,6\n7,8,9\n");
    }

    @Test
    void readsValuesWithWhitespace() throws Exception {
        assertThat(write("""
                {"a":1,"b":2}""", """
                 { "b" : 4 ,
                   "a" : 3 }
                """)).isEqualTo("a,b\n1,2\n3,4\n");
    }

    @Test
    void doesNotFitAnotherSetOfColumns() throws Exception {
        write("""
                {"a":1,"b":2}""");
        for (String other : new String[] { "{\"a\":1}", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":2}" }) {
            this.format.read(utf8(other));
            assertThat(this.format.fits()).as(other).isFalse();
        }
        this.format.read(utf8("{\"b\":1,\"a\":2}"));
        assertThat(this.format.fits()).isTrue();
    }

    @Test
    void resumesAFileByItsHeader() throws Exception {
        this.format.resumeFile(utf8("\"x,\"\"y\"\"\",a,"));
        this.format.read(utf8("{\"\":1,\"a\":2,\"x,\\\"y\\\"\":3}"));
        assertThat(this.format.fits()).isTrue();
        LineBuffer out = new LineBuffer();
        this.format.appendLine(out);
        assertThat(text(out)).isEqualTo("3,2,1\n");
    }

    @Test
    void fitsNoFileBeforeTheFirstOne() throws Exception {
        this.format.read(utf8("{\"a\":1}"));
        assertThat(this.format.fits()).isFalse();
    }

    @Test
    void refusesValuesThatAreNotRows() {
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.format.read(null))
            .withMessage("value is null (a tombstone), expected a JSON object");
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.format.read(utf8("[1]")));
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.format.read(utf8("{\"a\\nb\":1}")))
            .withMessage("column 'a\nb' has a line break in its name");
    }

    @Test
    void continuesAfterARefusedValue() throws Exception {
        write("""
                {"a":1,"b":2}""");
        assertThatExceptionOfType(MalformedRowException.class)
            .isThrownBy(() -> this.format.read(utf8("{\"x\":1,\"y\\n\":1}")));
        assertThatExceptionOfType(MalformedRowException.class).isThrownBy(() -> this.format.read(utf8("{\"a\":1,")));
        this.format.read(utf8("{\"a\":3,\"b\":4}"));
        assertThat(this.format.fits()).isTrue();
        LineBuffer out = new LineBuffer();
        this.format.appendLine(out);
        assertThat(text(out)).isEqualTo("3,4\n");
    }

    private String write(String... values) throws MalformedRowException {
        LineBuffer out = new LineBuffer();
        for (String value : values) {
            this.format.read(utf8(value));
            if (!this.format.fits()) {
                this.format.startFile(out);
            }
            this.format.appendLine(out);
        }
        return text(out);
    }

    private static String text(LineBuffer out) {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
