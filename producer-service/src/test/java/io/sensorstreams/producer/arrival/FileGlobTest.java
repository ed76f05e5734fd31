package io.sensorstreams.producer.arrival;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileGlobTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = { "AIR*.csv*,AIR2308.csv.gz,true", "AIR*.csv*,air2308.csv,false", "*,x.csv,true", "a?c,abc,true",
                    "a?c,ac,false", "[a-c]1,b1,true", "[!a-c]1,b1,false", "[]]1,]1,true", "`{a,b*}.csv`,bcd.csv,true",
                    "`{a,b}.csv`,ab.csv,false", "`AIR{,[!A-Za-z]*}.csv`,AIR.csv,true",
                    "`AIR{,[!A-Za-z]*}.csv`,AIRPORT1.csv,false", "**a**,xxa,true", "[*]x,*x,true", "[a-]x,-x,true" })
    void matches(String pattern, String name, boolean matches) throws FileGlob.SyntaxException {
        assertThat(FileGlob.parse(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({ "A*.csv,*1.csv,true", "A*.csv,B*.csv,false", "A*1,A*2,false", "*a*,*b*,true", "[a-c]x,[d-f]x,false",
            "[!a]x,?x,true", "?,??,false", "*,x,true" })
    void overlaps(String one, String other, boolean overlap) throws FileGlob.SyntaxException {
        assertThat(FileGlob.parse(one).overlaps(FileGlob.parse(other))).isEqualTo(overlap);
        assertThat(FileGlob.parse(other).overlaps(FileGlob.parse(one))).isEqualTo(overlap);
    }

    @Test
    void agreesWithRegularExpressions() throws FileGlob.SyntaxException {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            String pattern = text(random, "ab*?", 6);
            String other = text(random, "ab*?", 6);
            String name = text(random, "ab", 7);
            boolean one = Pattern.matches(pattern.replace("*", ".*").replace('?', '.'), name);
            assertThat(FileGlob.parse(pattern).matches(name)).as("seed " + seed).isEqualTo(one);
            if (one && Pattern.matches(other.replace("*", ".*").replace('?', '.'), name)) {
                assertThat(FileGlob.parse(pattern).overlaps(FileGlob.parse(other))).as("seed " + seed).isTrue();
            }
        }
    }

    private static String text(Random random, String characters, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

}
