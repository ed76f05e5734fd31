package io.sensorstreams.consumer.find;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

@WebMvcTest(RowController.class)
class RowControllerSliceTest {

    private static final String URI = "/api/rows?topic=AIR&stream=air&row=7";

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    RowSearches searches;

    @Test
    void showsWhereARowIs() throws Exception {
        given(this.searches.find(new RowRequest("AIR", "air", 7L, 2L, null, null, "AIR"))).willReturn(new RowView("AIR",
                0, 9, Instant.EPOCH, "SVDT1", "air/2/7", "{}", 2,
                List.of(new RowPlace("AIR", RowPlace.State.COMMITTED, "f.csv", 3L, 20L, "consumer-0", null, null))));

        assertThat(this.mvc.get().uri(URI + "&run=2&group=AIR")).hasStatusOk().hasBodyTextEqualTo("""
                {"topic":"AIR","partition":0,"offset":9,"timestamp":"1970-01-01T00:00:00Z","key":"SVDT1",\
                "row":"air/2/7","value":"{}","valueBytes":2,"groups":[{"group":"AIR","state":"COMMITTED",\
                "file":"f.csv","line":3,"bytePosition":20,"owner":"consumer-0","lag":null,"reason":null}]}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topic=AIR                           | row       | is missing: name a row and its stream, or an offset
            topic=AIR&row=1                     | stream    | is missing: rows are numbered by stream
            topic=AIR&row=1&stream=air&offset=1 | offset    | must not be combined with row
            topic=AIR&stream=air&offset=1       | stream    | must not be combined with offset
            topic=AIR&run=1&offset=1            | run       | must not be combined with offset
            topic=AIR&row=-1&stream=air         | row       | must be 0 or more, not -1
            topic=AIR&row=1&stream=air&run=0    | run       | must be 1 or more, not 0
            topic=AIR&offset=-1                 | offset    | must be 0 or more, not -1
            topic=AIR&offset=1&partition=-1     | partition | must be 0 or more, not -1
            topic=AIR&offset=last               | offset    | is 'last', expected a whole number
            """)
    void refusesParameters(String query, String parameter, String reason) {
        assertThat(this.mvc.get().uri("/api/rows?" + query)).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of(parameter, reason));
    }

    @Test
    void refusesARequestWithoutATopic() {
        assertThat(this.mvc.get().uri("/api/rows?offset=1")).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void explainsFailures() throws Exception {
        assertProblem(new RowNotFoundException("no"), HttpStatus.NOT_FOUND, "row-not-found", "no");
        assertProblem(new RowSearchTimeoutException(Duration.ofSeconds(15), 99), HttpStatus.GATEWAY_TIMEOUT,
                "row-search-timeout", "The row was not found within 15 s, in which 99 records were read; name the run"
                        + " or the partition to make the search shorter");
        assertProblem(new TimeoutException("late"), HttpStatus.SERVICE_UNAVAILABLE, "kafka-unavailable", "late");
        assertProblem(new IOException("broken"), HttpStatus.SERVICE_UNAVAILABLE, "output-directory-failed",
                "The output directory cannot be read. The log of the consumer-service has the reason");
        assertProblem(new RowSearchBusyException(2), HttpStatus.SERVICE_UNAVAILABLE, "row-search-busy",
                "2 rows are being searched, more are not searched at the same time");
        assertThat(this.mvc.get().uri(URI)).hasHeader("Retry-After", "5");
    }

    private void assertProblem(Exception failure, HttpStatus status, String type, String detail) throws Exception {
        org.mockito.Mockito.reset(this.searches);
        given(this.searches.find(any())).willThrow(failure);
        assertThat(this.mvc.get().uri(URI)).hasStatus(status)
            .bodyJson()
            .isLenientlyEqualTo(
                    "{\"type\":\"urn:sensor-streams:problem:%s\",\"detail\":\"%s\"}".formatted(type, detail));
    }

}
