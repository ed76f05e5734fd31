package io.sensorstreams.producer.clocks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

import io.sensorstreams.common.web.problem.InvalidParameterException;
import io.sensorstreams.producer.clock.ClockDefinition;
import io.sensorstreams.producer.clock.ClockSpec;
import io.sensorstreams.producer.clock.ClockState;
import io.sensorstreams.producer.clocks.ClockConflictException.Conflict;
import io.sensorstreams.producer.definition.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;

@WebMvcTest(ClockController.class)
class ClockControllerSliceTest {

    private static final ClockSpec SPEC = new ClockSpec("2023-08-01T00:00", null, null, 3600.0, null);

    private static final ClockDefinition CLOCK = ClockDefinition.create("august", SPEC, Instant.EPOCH);

    private static final ClockView VIEW = new ClockView("august", SPEC, ClockState.RUNNING,
            LocalDateTime.parse("2023-08-05T12:00"), 1, List.of(new ClockView.Follower("air", StreamState.RUNNING,
                    LocalDateTime.parse("2023-08-05T12:05"), 3, "producer-0")));

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    Clocks clocks;

    @MockitoBean
    ClockViews views;

    @BeforeEach
    void showsTheClock() {
        given(this.clocks.find("august")).willReturn(CLOCK);
        given(this.views.view(CLOCK)).willReturn(VIEW);
    }

    @Test
    void showsTheTimeAndTheStreams() {
        assertThat(this.mvc.get().uri("/api/clocks/august")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"name":"august","from":"2023-08-01T00:00","to":null,"zone":null,"speedup":3600.0,"maxGap":null,
                 "state":"RUNNING","time":"2023-08-05T12:00:00","seeks":1,
                 "streams":[{"name":"air","state":"RUNNING","eventTime":"2023-08-05T12:05:00","rowsSkipped":3,
                             "owner":"producer-0"}]}""");
    }

    @Test
    void createsAClock() {
        given(this.clocks.put("august", SPEC)).willReturn(true);

        assertThat(call(HttpMethod.PUT, "/august", "{\"from\":\"2023-08-01T00:00\",\"speedup\":3600}"))
            .hasStatus(HttpStatus.CREATED)
            .hasHeader("Location", "/api/clocks/august");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT   | /august      | {}                                              | from
            PUT   | /august      | {"from":"soon"}                                 | from
            PUT   | /august      | {"from":"2023-02-30"}                           | from
            PUT   | /august      | {"from":"2023-08-01","to":"31/08/2023"}         | to
            PUT   | /august      | {"from":"2023-08-01","speedup":0}               | speedup
            PUT   | /august      | {"from":"2023-08-01","speedup":"fast"}          | speedup
            PUT   | /august      | {"from":"2023-08-01","maxGap":"0s"}             | maxGap
            PUT   | /august      | {"from":"2023-08-01","zone":"Atlantis"}         | zone
            PUT   | /august      | {"from":"2023-08-01","pace":1}                  | pace
            PATCH | /august      | {}                                              | speedup
            PATCH | /august      | {"speedup":-1}                                  | speedup
            POST  | /august/seek | {}                                              | to
            POST  | /august/seek | {"to":"yesterday"}                              | to
            """)
    void refusesInvalidFields(HttpMethod method, String path, String body, String field) {
        assertThat(call(method, path, body)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors['" + field + "']")
            .isNotNull();
    }

    @Test
    void refusesASeekOutsideOfTheClock() {
        given(this.clocks.seek("august", "2023-07-01")).willThrow(new InvalidParameterException("to", "is too early"));

        assertThat(call(HttpMethod.POST, "/august/seek", "{\"to\":\"2023-07-01\"}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.to")
            .isEqualTo("is too early");
    }

    @Test
    void namesTheStreamsOfAClockThatIsNotDeleted() {
        willThrow(new ClockConflictException(Conflict.CLOCK_IN_USE, "Clock 'august' has streams: air"))
            .given(this.clocks)
            .delete("august");

        assertThat(this.mvc.delete().uri("/api/clocks/august")).hasStatus(HttpStatus.CONFLICT)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:clock-in-use","detail":"Clock 'august' has streams: air"}""");
    }

    @Test
    void reportsAnUnknownClock() {
        given(this.clocks.start("may")).willThrow(new ClockNotFoundException("may"));

        assertThat(call(HttpMethod.POST, "/may/start", "")).hasStatus(HttpStatus.NOT_FOUND)
            .bodyJson()
            .extractingPath("$.type")
            .isEqualTo("urn:sensor-streams:problem:clock-not-found");
    }

    @Test
    void pausesAClock() {
        given(this.clocks.hold("august", ClockState.PAUSED)).willReturn(CLOCK);

        assertThat(call(HttpMethod.POST, "/august/pause", "")).hasStatusOk();
    }

    private MvcTestResult call(HttpMethod method, String path, String body) {
        return this.mvc.method(method)
            .uri("/api/clocks" + path)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body)
            .exchange();
    }

}
