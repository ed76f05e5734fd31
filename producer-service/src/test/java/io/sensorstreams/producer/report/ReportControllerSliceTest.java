package io.sensorstreams.producer.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.report.FileReport.Column;
import io.sensorstreams.producer.report.FileReport.Gap;
import io.sensorstreams.producer.report.FileReport.Saturated;
import io.sensorstreams.producer.report.FileReport.Station;
import io.sensorstreams.producer.row.ReadFailedException;
import io.sensorstreams.producer.row.SourceException;
import io.sensorstreams.producer.time.TimeFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(ReportController.class)
@Import(DialectParameter.class)
class ReportControllerSliceTest {

    private static final ReportOptions DEFAULTS = new ReportOptions("Time", TimeFormat.AUTO, "Station");

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    Reports reports;

    @Test
    void showsAReport() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS))
            .willReturn(new FileReport("A.csv", 99, 4, 1, "a", "b", FileReport.Order.DESCENDING, "PT1M", 1,
                    List.of(new Gap("S1", "b", "a", 3)), 0, List.of(new Station("S1", 3)), 2,
                    List.of(new Column("T", FileReport.Type.NUMBER, 1, new BigDecimal("27.0"),
                            new BigDecimal("6553.40"), 30.5, new Saturated("6553.40", 3)),
                            new Column("N", FileReport.Type.EMPTY, 3, null, null, null, null))));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatusOk()
            .hasBodyTextEqualTo(
                    """
                            {"name":"A.csv","bytes":99,"rows":4,"rejectedRows":1,"firstTime":"a","lastTime":"b",\
                            "order":"descending","step":"PT1M","gapCount":1,"gaps":[{"station":"S1","from":"b","to":"a","missing":3}],\
                            "repeatedTimes":0,"stations":[{"name":"S1","rows":3}],"columnCount":2,"columns":[\
                            {"name":"T","type":"number","missing":1,"min":27.0,"max":6553.40,"mean":30.5,\
                            "saturated":{"value":"6553.40","count":3}},\
                            {"name":"N","type":"empty","missing":3,"min":null,"max":null,"mean":null,"saturated":null}]}""");
    }

    @Test
    void readsTheFileByADialect() throws IOException {
        Dialect dialect = new Dialect(";", null, null, null, null, null, null, null, null, null, null, null, null,
                null);
        given(this.reports.of("A.csv", new ReportOptions(List.of("Time"), TimeFormat.AUTO, "Station", null, dialect)))
            .willThrow(new SourceException("A.csv was read so"));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report?dialect={dialect}", "{\"delimiter\":\";\"}")).bodyJson()
            .extractingPath("$.errors.name")
            .isEqualTo("A.csv was read so");
        assertThat(this.mvc.get().uri("/api/files/A.csv/report?dialect={dialect}", "{\"delimiter\":\"ab\"}"))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors['dialect.delimiter']")
            .asString()
            .startsWith("must be one character of ASCII");
    }

    @Test
    void refusesMoreTimeColumnsThanASourceHas() {
        assertThat(this.mvc.get().uri("/api/files/A.csv/report?" + "timeColumn=a&".repeat(11)))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.timeColumn")
            .isEqualTo("is given 11 times, expected at most 10");
    }

    @Test
    void answers404ForAFileThatIsNotThere() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS))
            .willThrow(new UnknownFileException(new SourceException("A.csv is not in the data directory")));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatus(HttpStatus.NOT_FOUND)
            .bodyJson()
            .isLenientlyEqualTo(
                    """
                            {"type":"urn:sensor-streams:problem:file-not-found","detail":"A.csv is not in the data directory"}""");
    }

    @Test
    void refusesAFileThatIsNoSource() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS)).willThrow(new SourceException("A.csv is not CSV"));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of("name", "A.csv is not CSV"));
    }

    @Test
    void asksToComeBack() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS)).willThrow(new ReportBusyException("not yet"));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .hasHeader("Retry-After", "5");
    }

    @Test
    void saysWhenToComeBack() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS))
            .willThrow(new ReportBusyException("A.csv is too slow", Duration.ofMinutes(30)));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .hasHeader("Retry-After", "1800")
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:report-not-ready","detail":"A.csv is too slow"}""");
    }

    @Test
    void takesAFailureOfTheFileSystemForOneOfTheService() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS))
            .willThrow(new ReadFailedException("A.csv cannot be read", new IOException("Input/output error")));

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:data-directory-failed",
                     "detail":"The file cannot be read. The log of the producer-service has the reason"}""");
    }

    @Test
    void takesAClientThatIsGoneForNoFailure() throws IOException {
        given(this.reports.of("A.csv", DEFAULTS)).willAnswer((call) -> {
            throw new IOException("Broken pipe");
        });

        assertThat(this.mvc.get().uri("/api/files/A.csv/report")).body().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "bbbb", "'open" })
    void refusesTimeFormats(String format) {
        assertThat(this.mvc.get().uri("/api/files/A.csv/report").param("timeFormat", format))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.timeFormat")
            .asString()
            .startsWith("must be auto, iso, epoch-seconds");
    }

}
