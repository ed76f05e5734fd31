package io.sensorstreams.consumer.replay;

import java.util.List;
import java.util.concurrent.TimeoutException;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.group.UnknownGroupException;
import io.sensorstreams.consumer.group.UnknownTopicException;
import io.sensorstreams.consumer.replicas.ask.Callers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(ReplayController.class)
class ReplayControllerSliceTest {

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    StoppedElsewhere elsewhere;

    @MockitoBean
    Callers callers;

    @MockitoBean
    Replays replays;

    @MockitoBean
    Skips skips;

    @Test
    void reportsTheChangesOfEachPartition() throws Exception {
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-00000000000000000000.csv")
            .nextOffset(7)
            .rows(6)
            .bytes(99)
            .build();
        LedgerEntry deleted = LedgerEntry.builder("AIR", "AIR", 0, "AIR-0-00000000000000000009.csv")
            .nextOffset(12)
            .rows(3)
            .bytes(50)
            .build();
        PartitionReplay replay = new PartitionReplay(0, 12, 7, List.of(deleted), false, List.of(entry), 5);
        given(this.replays.replay("AIR", new ReplayRequest("AIR", new ReplayFrom.Offset(7))))
            .willReturn(ReplayView.of("AIR", "AIR", List.of(replay)));

        assertThat(post("{\"topic\":\"AIR\",\"from\":{\"offset\":7}}")).hasStatus(HttpStatus.ACCEPTED)
            .bodyJson()
            .isStrictlyEqualTo("""
                    {"group":"AIR","topic":"AIR","partitions":[{"partition":0,"committed":12,"from":7,"rows":5,
                     "deleted":["AIR-0-00000000000000000009.csv"],"setAside":false,
                     "shortened":{"file":"AIR-0-00000000000000000000.csv","rows":6,"bytes":99}}]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = { "1769860800000", "\"2026-01-31T12:00:00Z\"", "\"2026-01-31T13:00:00+01:00\"" })
    void readsATimestamp(String timestamp) throws Exception {
        given(this.replays.replay("AIR", new ReplayRequest("AIR", new ReplayFrom.Timestamp(1_769_860_800_000L))))
            .willReturn(ReplayView.of("AIR", "AIR", List.of()));

        assertThat(post("{\"topic\":\"AIR\",\"from\":{\"timestamp\":%s}}".formatted(timestamp)))
            .hasStatus(HttpStatus.ACCEPTED)
            .bodyJson()
            .extractingPath("$.group")
            .isEqualTo("AIR");
    }

    @Test
    void readsTheBeginning() throws Exception {
        given(this.replays.replay("AIR", new ReplayRequest("AIR", new ReplayFrom.Beginning())))
            .willReturn(ReplayView.of("AIR", "AIR", List.of()));

        assertThat(post("{\"topic\":\"AIR\",\"from\":\"beginning\"}")).hasStatus(HttpStatus.ACCEPTED)
            .bodyJson()
            .extractingPath("$.topic")
            .isEqualTo("AIR");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"end\"", "7", "{}", "{\"offset\":-1}", "{\"offset\":1.5}", "{\"offset\":1,\"x\":2}",
            "{\"timestamp\":\"yesterday\"}", "[]" })
    void refusesAnUnknownStart(String from) {
        assertThat(post("{\"topic\":\"AIR\",\"from\":%s}".formatted(from))).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.from")
            .isEqualTo(
                    "must be \"beginning\", {\"offset\": 0 or more} or {\"timestamp\": ISO 8601 or milliseconds}; was "
                            + from);
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        assertThat(post("{}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsOnlyKeys("topic", "from");
    }

    @Test
    void answersAnUnknownGroupWithNotFound() throws Exception {
        given(this.replays.replay("AIR", BEGINNING)).willThrow(new UnknownGroupException("AIR", List.of("EARTH")));

        assertThat(postBeginning()).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:group-not-found","detail":"No group 'AIR'; known: EARTH"}""");
    }

    @Test
    void refusesATopicOfAnotherGroup() throws Exception {
        given(this.replays.replay("AIR", BEGINNING))
            .willThrow(new UnknownTopicException("AIR", "AIR", List.of("EARTH")));

        assertThat(postBeginning()).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.topic")
            .isEqualTo("is 'AIR', which group 'AIR' does not read; known: [EARTH]");
    }

    @Test
    void refusesWhileTheGroupRuns() throws Exception {
        given(this.replays.replay("AIR", BEGINNING))
            .willThrow(ReplayRefusedException.running("AIR", "has 4 running consumers"));

        assertThat(postBeginning()).hasStatus(HttpStatus.CONFLICT).bodyJson().isLenientlyEqualTo("""
                {"type":"urn:sensor-streams:problem:replay-refused",
                 "detail":"Group 'AIR' has 4 running consumers; stop it first: POST /api/listeners/AIR/stop"}""");
    }

    @Test
    void reportsThatKafkaDoesNotAnswer() throws Exception {
        given(this.replays.replay("AIR", BEGINNING)).willThrow(new TimeoutException("no answer"));

        assertThat(postBeginning()).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static final ReplayRequest BEGINNING = new ReplayRequest("AIR", new ReplayFrom.Beginning());

    private MockMvcTester.MockMvcRequestBuilder postBeginning() {
        return post("{\"topic\":\"AIR\",\"from\":\"beginning\"}");
    }

    private MockMvcTester.MockMvcRequestBuilder post(String body) {
        return this.mvc.post().uri("/api/listeners/AIR/replay").contentType(MediaType.APPLICATION_JSON).content(body);
    }

}
