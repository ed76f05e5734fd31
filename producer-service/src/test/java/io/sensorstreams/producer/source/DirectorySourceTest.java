package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import io.sensorstreams.producer.arrival.Afterwards;
import io.sensorstreams.producer.arrival.FileSort;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.directory.TestDirectory;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class DirectorySourceTest {

    private final JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    @TempDir
    Path temp;

    private Source read(String text) {
        return this.json.readValue(text.replace('\'', '"'), Source.class);
    }

    @Test
    void needsOnlyAPattern() {
        assertThat(read("{'type':'directory','pattern':'AIR*.csv'}"))
            .isEqualTo(new DirectorySource("AIR*.csv", FileSort.NAME, Duration.ofSeconds(5), false, Afterwards.KEEP,
                    List.of("---", ""), OnBadRow.DEAD_LETTER, null, "auto", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'type':'directory','pattern':'*'}",
            "{'type':'directory','pattern':'[!a]?{b,c}','orderBy':'time','minAge':'1ms','follow':true,"
                    + "'afterwards':'delete','missing':['NA'],'onBadRow':'skip','timeColumn':'t','timeFormat':'iso',"
                    + "'stationColumn':'s','dialect':{'delimiter':';'}}" })
    void isUnchangedByWritingAndReading(String text) {
        Source source = read(text);

        assertThat(this.validator.validate(source)).isEmpty();
        assertThat(source.faults(TestDirectory.of(this.temp), "AIR")).isEmpty();
        assertThat(this.json.readValue(this.json.writeValueAsString(source), Source.class)).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{'type':'directory'}|pattern", "{'type':'directory','pattern':' '}|pattern",
                    "{'type':'directory','pattern':'*','minAge':'25h'}|minAge",
                    "{'type':'directory','pattern':'*','stationColumn':''}|stationColumn",
                    "{'type':'directory','pattern':'*','timeFormat':''}|timeFormat" })
    void validationNamesTheField(String text, String field) {
        assertThat(this.validator.validate(read(text))).extracting(ConstraintViolation::getPropertyPath)
            .extracting(Object::toString)
            .containsOnly(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{'type':'directory','pattern':'*','loop':true}|loop",
                    "{'type':'directory','pattern':'*','file':'A.csv'}|file",
                    "{'type':'directory','pattern':'*','order':'file'}|order",
                    "{'type':'directory','pattern':'*','orderBy':'size'}|orderBy",
                    "{'type':'directory','pattern':'*','afterwards':'copy'}|afterwards",
                    "{'type':'directory','pattern':'*','minAge':'soon'}|minAge",
                    "{'type':'directory','pattern':'*','follow':'yes'}|follow" })
    void parsingNamesTheField(String text, String field) {
        assertThatExceptionOfType(MismatchedInputException.class).isThrownBy(() -> read(text))
            .satisfies((e) -> assertThat(e.getPath()).extracting(JacksonException.Reference::getPropertyName)
                .first()
                .isEqualTo(field));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = { "a/*.csv,without a path", "../*.csv,without a path", "a\\*.csv,without a path",
                    "[a.csv,expected each '[' to be closed", "a]b[.csv,expected each '[' to be closed",
                    "`{a,b.csv`,expected each '{' to be closed", "a}.csv,expected each '{' to be closed",
                    "`{a{b,c}}.csv`,none in another", "[z-a].csv,ends before it begins" })
    void badPatternsAreFaults(String pattern, String reason) {
        Source source = new DirectorySource(pattern, FileSort.NAME, Duration.ZERO, false, Afterwards.KEEP, List.of(),
                OnBadRow.FAIL, null, "iso", null, null, null);

        assertThat(source.faults(TestDirectory.of(this.temp), "AIR")).containsOnlyKeys("pattern")
            .hasEntrySatisfying("pattern", (fault) -> assertThat(fault).contains(reason));
        assertThat(source.columnFaults(TestDirectory.of(this.temp), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "' '", "['a','']" })
    void columnsOfTheTimeAreNotBlank(String columns) {
        Source source = read("{'type':'directory','pattern':'*','timeColumn':" + columns + "}");

        assertThat(source.faults(TestDirectory.of(this.temp), "AIR")).containsEntry("timeColumn", "must not be blank");
    }

    @Test
    void checksTheColumnsOfTheFirstFile() throws IOException {
        Files.writeString(this.temp.resolve("A1.csv"), "a,b\n1,2\n");
        Source source = read("{'type':'directory','pattern':'A*','stationColumn':'c'}");

        assertThat(source.columnFaults(TestDirectory.of(this.temp), false).get("stationColumn"))
            .isEqualTo("is 'c', but A1.csv has the columns 'a', 'b'");
        assertThat(read("{'type':'directory','pattern':'B*','stationColumn':'c'}")
            .columnFaults(TestDirectory.of(this.temp), true)).isEmpty();
    }

    @Test
    void countsTheRowsOfAllFiles() throws IOException {
        Files.writeString(this.temp.resolve("A1.csv"), "a,b\n1,2\n");
        Files.writeString(this.temp.resolve("A2.csv"), "a,b\n1,2\n3,4\n");
        Files.writeString(this.temp.resolve("B.csv"), "a,b\n1,2\n");
        DataDirectory directory = TestDirectory.of(this.temp);

        await().untilAsserted(
                () -> assertThat(read("{'type':'directory','pattern':'A*'}").rowsTotal(directory, Position.BEGINNING))
                    .isEqualTo(OptionalLong.of(3)));
        assertThat(read("{'type':'directory','pattern':'A*','afterwards':'move'}").rowsTotal(directory,
                Position.BEGINNING))
            .isEmpty();
    }

}
