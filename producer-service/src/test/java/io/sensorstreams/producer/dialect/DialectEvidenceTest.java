package io.sensorstreams.producer.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Evidence that is too weak keeps the standard, and other ways are named. */
class DialectEvidenceTest {

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
