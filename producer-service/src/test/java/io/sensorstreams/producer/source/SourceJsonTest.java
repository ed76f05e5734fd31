package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.producer.directory.DataDirectory;
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

class SourceJsonTest {

    private final JsonMapper json = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

    @TempDir
    Path temp;

    @Test
    void aCsvSourceNeedsOnlyAFile() {
        assertThat(read("{'type':'csv','file':'AIR2308.csv'}"))
            .isEqualTo(new FileSource("AIR2308.csv", Source.Order.FILE, List.of("---", ""), OnBadRow.DEAD_LETTER, false,
                    null, "auto", null, null, null, null, null));
    }

    @Test
    void aRandomSourceNeedsNoFields() {
        assertThat(read("{'type':'random'}"))
            .isEqualTo(new RandomSource(List.of(), 0L, Map.of(), null, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'csv','file':'A.csv.gz','order':'reversed','missing':['NA'],'onBadRow':'skip','loop':true}",
            "{'type':'csv','file':'A.csv','dialect':'auto'}",
            "{'type':'csv','file':'A.csv','dialect':{'delimiter':';','columns':['a','b'],'blankRows':'keep'}}",
            "{'type':'csv','file':'A.csv','timeColumn':['Date','Time'],'timeFormat':'iso','timeZone':'Europe/Berlin'}",
            "{'type':'random','stations':['a'],'seed':-5,'start':'2023-08-01T00:00:00','step':'5s'}",
            "{'type':'random','fields':{'Time':{'type':'timestamp','format':'iso','zone':'Asia/Ho_Chi_Minh'},"
                    + "'value':{'type':'double','min':0,'max':100}}}",
            "{'type':'random','fields':{'f':{'type':'double'}}}",
            "{'type':'random','fields':{'n':{'type':'sequence'}}}",
            "{'type':'random','fields':{'i':{'type':'int','max':5},'c':{'type':'choice','values':['x','y']}}}" })
    void isUnchangedByWritingAndReading(String text) {
        Source source = read(text);
        assertThat(this.validator.validate(source)).isEmpty();
        assertThat(source.faults(TestDirectory.of(this.temp), "AIR").keySet()).doesNotContain("fields");
        assertThat(this.json.readValue(this.json.writeValueAsString(source), Source.class)).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{'type':'csv'}|file", "{'type':'csv','file':''}|file", "{'type':'csv','file':'../A.csv'}|file",
                    "{'type':'csv','file':'a/A.csv'}|file", "{'type':'csv','file':'a\\\\A.csv'}|file",
                    "{'type':'csv','file':'/etc/passwd'}|file", "{'type':'csv','file':'.hidden.csv'}|file",
                    "{'type':'csv','file':'A.dat'}|file", "{'type':'csv','file':'A\\u0000.csv'}|file",
                    "{'type':'csv','file':'A.csv','missing':[null]}|missing[0].<list element>",
                    "{'type':'random','stations':['']}|stations[0].<list element>",
                    "{'type':'random','step':'0s'}|step", "{'type':'random','fields':{'f':null}}|fields[f].<map value>",
                    "{'type':'random','fields':{'':{'type':'int'}}}|fields<K>[].<map key>",
                    "{'type':'random','fields':{'f':{'type':'double','decimals':10}}}|fields[f].decimals",
                    "{'type':'random','fields':{'f':{'type':'double','max':1e300}}}|fields[f].max",
                    "{'type':'random','fields':{'f':{'type':'choice'}}}|fields[f].values" })
    void validationNamesTheField(String text, String field) {
        assertThat(this.validator.validate(read(text))).extracting(ConstraintViolation::getPropertyPath)
            .extracting(Object::toString)
            .containsOnly(field);
    }

    @Test
    void aFileNameHasAtMost255Characters() {
        assertThat(this.validator.validate(csv("a".repeat(251) + ".csv"))).isEmpty();
        assertThat(this.validator.validate(csv("a".repeat(252) + ".csv"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "{'type':'csv','file':'A.csv','order':'random'}|order",
                    "{'type':'csv','file':'A.csv','onBadRow':'ignore'}|onBadRow",
                    "{'type':'csv','file':['A.csv']}|file", "{'type':'csv','file':'A.csv','loop':'maybe'}|loop",
                    "{'type':'csv','file':'A.csv','dialect':'csv'}|dialect",
                    "{'type':'csv','file':'A.csv','dialect':5}|dialect",
                    "{'type':'csv','file':'A.csv','dialect':{'separator':';'}}|dialect",
                    "{'type':'csv','file':'A.csv','path':'/'}|path", "{'type':'random','seed':'x'}|seed",
                    "{'type':'random','step':'long'}|step", "{'type':'random','start':'yesterday'}|start",
                    "{'type':'random','stations':'one'}|stations" })
    void parsingNamesTheField(String text, String field) {
        assertThatExceptionOfType(MismatchedInputException.class).isThrownBy(() -> read(text))
            .satisfies((e) -> assertThat(e.getPath()).extracting(JacksonException.Reference::getPropertyName)
                .first()
                .isEqualTo(field));
    }

    @Test
    void missingFilesAreFaults() {
        assertThat(csv("A.csv").faults(TestDirectory.of(this.temp), "AIR"))
            .isEqualTo(Map.of("file", "A.csv is not in the data directory"));
    }

    @Test
    void invalidPatternsAreFaults() throws IOException {
        Files.createFile(this.temp.resolve("A.csv"));
        assertThat(
                read("{'type':'csv','file':'A.csv','timeFormat':'bogus'}").faults(TestDirectory.of(this.temp), "AIR"))
            .isEqualTo(Map.of("timeFormat", "must be auto, iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos"
                    + " or a pattern such as dd/MM/yyyy HH:mm:ss"));
    }

    @Test
    void aDialectIsWrittenAsItWasRead() {
        assertThat(this.json.writeValueAsString(csv("A.csv"))).contains("\"dialect\":\"auto\"");
        assertThat(this.json.writeValueAsString(read("{'type':'csv','file':'A.csv','dialect':{'decimal':','}}")))
            .contains("\"dialect\":{\"delimiter\":\",\",", "\"decimal\":\",\"");
    }

    @Test
    void invalidDialectsAreFaults() throws IOException {
        DataDirectory directory = TestDirectory.of(this.temp);
        Files.write(this.temp.resolve("A.csv"), "\ufeffa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(read("{'type':'csv','file':'A.csv','dialect':{'delimiter':';;','skipLines':-1}}").faults(directory,
                "A"))
            .containsOnlyKeys("dialect.delimiter", "dialect.skipLines");
        assertThat(read("{'type':'csv','file':'A.csv','dialect':{}}").faults(directory, "A").get("dialect"))
            .startsWith("A.csv looks encoded in UTF-16LE");
        assertThat(read("{'type':'csv','file':'A.csv','dialect':{'encoding':'UTF-16'}}").faults(directory, "A"))
            .isEmpty();
        assertThat(csv("A.csv").faults(directory, "A")).isEmpty();
    }

    @Test
    void columnsThatWereAskedForMustExist() throws IOException {
        DataDirectory directory = TestDirectory.of(this.temp);
        Files.writeString(this.temp.resolve("A.csv"), "a,b\n1,2\n");
        Source asks = read("{'type':'csv','file':'A.csv','timeColumn':'Time','stationColumn':'Station'}");

        assertThat(asks.columnFaults(directory, false))
            .isEqualTo(Map.of("timeColumn", "is 'Time', but A.csv has the columns 'a', 'b'", "stationColumn",
                    "is 'Station', but A.csv has the columns 'a', 'b'"));
        assertThat(read("{'type':'csv','file':'A.csv','timeColumn':'a','stationColumn':'b'}").columnFaults(directory,
                true))
            .isEmpty();
        assertThat(csv("A.csv").columnFaults(directory, false)).isEmpty();
        assertThat(csv("A.csv").columnFaults(directory, true)).containsOnlyKeys("timeColumn");
        Files.writeString(this.temp.resolve("A.csv"), "x".repeat(100) + ",c\n");
        assertThat(asks.columnFaults(directory, false).get("stationColumn"))
            .isEqualTo("is 'Station', but A.csv has the columns '" + "x".repeat(60) + "…', 'c'");
    }

    @Test
    void columnsOfAnUnreadableFileAreNoFaults() throws IOException {
        DataDirectory directory = TestDirectory.of(this.temp);
        Source asks = read("{'type':'csv','file':'A.csv','stationColumn':'Station'}");
        assertThat(asks.columnFaults(directory, true)).isEmpty();

        Files.createFile(this.temp.resolve("A.csv"));
        assertThat(asks.columnFaults(directory, true)).isEmpty();
        Files.writeString(this.temp.resolve("A.csv"), "a,\"b\n");
        assertThat(asks.columnFaults(directory, true)).isEmpty();
        assertThat(read("{'type':'random'}").columnFaults(directory, true)).isEmpty();
    }

    @Test
    void unknownTopicsNeedFields() {
        DataDirectory directory = TestDirectory.of(this.temp);
        assertThat(read("{'type':'random'}").faults(directory, "FIRE")).isEqualTo(Map.of("fields",
                "must define the columns: readings are defined for the topics [AIR, EARTH, WATER] only"));
        assertThat(read("{'type':'random'}").faults(directory, "EARTH")).isEmpty();
        assertThat(read("{'type':'random','fields':{'n':{'type':'sequence'}}}").faults(directory, "FIRE")).isEmpty();
    }

    @Test
    void fieldsWithoutAPossibleValueAreFaults() {
        assertThat(read("{'type':'random','start':'+20000-01-01T00:00:00','fields':{"
                + "'d':{'type':'double','min':0.4,'max':0.6,'decimals':0},'i':{'type':'int','min':5,'max':4},"
                + "'n':{'type':'sequence','min':5,'max':4},'t':{'type':'timestamp','format':'bogus'}}}")
            .faults(TestDirectory.of(this.temp), "AIR"))
            .isEqualTo(Map.of("start", "must be in the years 1 to 9999", "fields[d].max",
                    "must leave a number of 0 decimals that is not less than min 0.4", "fields[i].max",
                    "must not be less than min 5", "fields[n].max", "must not be less than min 5", "fields[t].format",
                    "must be iso, epoch-millis or a pattern such as dd/MM/yyyy HH:mm:ss"));
    }

    @Test
    void aPositionOfARangeIsValidForTheSameBeginningAndTimes() {
        Source source = ranged("'from':'2024-01-05'");
        assertThat(source.sameAs(ranged("'from':'2024-01-05T00:00','to':'2024-02-01','timeColumn':['Time']"))).isTrue();
        assertThat(source.sameAs(ranged("'from':'2024-01-05T00:01'"))).isFalse();
        assertThat(source.sameAs(ranged("'to':'2024-02-01'"))).isFalse();
        assertThat(source.sameAs(ranged("'from':'2024-01-05','timeZone':'Asia/Bangkok'"))).isFalse();
        assertThat(source.sameAs(ranged("'from':'2024-01-05T00:00Z','timeZone':'Asia/Bangkok'"))).isFalse();
        assertThat(source.sameAs(ranged("'from':'2024-01-05','timeFormat':'dd/MM/yyyy HH:mm'"))).isFalse();
        assertThat(source.sameAs(ranged("'from':'2024-01-05','timeColumn':['Day','Time']"))).isFalse();
    }

    private Source ranged(String settings) {
        return read("{'type':'csv','file':'A.csv'," + settings + "}");
    }

    @Test
    void aPositionIsValidForTheSameFileAndOrder() {
        Source source = csv("A.csv");
        assertThat(source.sameAs(read("{'type':'csv','file':'A.csv','loop':true,'missing':[]}"))).isTrue();
        assertThat(source.sameAs(read("{'type':'csv','file':'A.csv','order':'reversed'}"))).isFalse();
        assertThat(source.sameAs(read("{'type':'csv','file':'A.csv','dialect':{'delimiter':';'}}"))).isFalse();
        assertThat(source.sameAs(csv("B.csv"))).isFalse();
        assertThat(source.sameAs(read("{'type':'csv','file':'A.csv','timeFormat':'iso'}"))).isTrue();
        assertThat(source.sameAs(read("{'type':'random'}"))).isFalse();
        assertThat(read("{'type':'random'}").sameAs(read("{'type':'random','seed':0}"))).isTrue();
        assertThat(read("{'type':'random'}").sameAs(read("{'type':'random','seed':1}"))).isFalse();
    }

    private static Source csv(String file) {
        return TestSources.csv(file);
    }

    private Source read(String text) {
        return this.json.readValue(text.replace('\'', '"'), Source.class);
    }

}
