package io.sensorstreams.producer.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.sensorstreams.producer.command.StreamConflictException;
import io.sensorstreams.producer.command.StreamConflictException.Conflict;
import io.sensorstreams.producer.command.StreamNotFoundException;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.definition.BrokerUnavailableException;
import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamDefinition;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.definition.StreamState;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.pace.Pace;
import io.sensorstreams.producer.publish.Delivery;
import io.sensorstreams.producer.publish.Partitioning;
import io.sensorstreams.producer.publish.StreamPosition;
import io.sensorstreams.producer.row.FileFormat;
import io.sensorstreams.producer.row.RowFault;
import io.sensorstreams.producer.row.RowFaults;
import io.sensorstreams.producer.source.OnBadRow;
import io.sensorstreams.producer.source.TestSources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.json.JsonContent;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;

@WebMvcTest(StreamController.class)
class StreamControllerSliceTest {

    private static final String AIR = """
            {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2308.csv"}}""";

    private static final StreamSpec SPEC = new StreamSpec("air", "AIR", TestSources.csv("AIR2308.csv"),
            new Pace.Rate(5.0), null, null, null, null);

    private static final StreamDefinition DEFINITION = StreamDefinition.create(SPEC, Instant.EPOCH);

    private static final StreamView VIEW = new StreamView(SPEC, StreamState.RUNNING, 2, 12, 10, 1, 44640L, 4.5, 5.0, 7,
            null, Instant.parse("2026-01-31T12:00:00Z"), "producer-0", LocalDateTime.of(2023, 8, 31, 23, 59), true,
            new RowFaults(new RowFault(1, 7L, "row is bad"), null, null),
            new FileFormat(Dialect.STANDARD, "iso", List.of("semicolons")), null);

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    StreamRegistry streams;

    @MockitoBean
    StreamViews views;

    @BeforeEach
    void showsEveryStreamTheSame() {
        given(this.views.view(DEFINITION)).willReturn(VIEW);
        given(this.views.views(List.of(DEFINITION))).willReturn(List.of(VIEW));
    }

    @Test
    void showsTheSpecBesideTheState() {
        given(this.streams.find("air")).willReturn(DEFINITION);

        assertThat(this.mvc.get().uri("/api/streams/air")).hasStatusOk()
            .bodyJson()
            .isLenientlyEqualTo(
                    """
                            {"name":"air","topic":"AIR",
                             "source":{"type":"csv","file":"AIR2308.csv","order":"file","missing":["---",""],
                                       "onBadRow":"dead-letter","loop":false},
                             "pace":{"type":"rate","perSecond":5.0},
                             "partitioning":"station","delivery":"exactly-once","limit":null,"autoStart":false,
                             "state":"RUNNING","run":2,"rowsRead":12,"rowsAcked":10,"rowsRejected":1,"rowsTotal":44640,
                             "ratePerSecond":4.5,"targetPerSecond":5.0,"scheduleLagMs":7,"lastError":null,
                             "startedAt":"2026-01-31T12:00:00Z","owner":"producer-0",
                             "eventTime":"2023-08-31T23:59:00","unsunk":true,
                             "faults":{"rejected":{"rows":1,"line":7,"reason":"row is bad"}},
                             "format":{"dialect":{"delimiter":",","quote":"\\"","escape":null,"decimal":".","thousands":"",
                              "encoding":"UTF-8","skipLines":0,"headerLine":1,"columns":null,"unitLines":0,"comment":"","trim":false,
                              "lenientQuotes":false,"blankRows":"skip"},"timeFormat":"iso","alternatives":["semicolons"]}}""");
    }

    @Test
    void listsStreams() {
        given(this.streams.all()).willReturn(List.of(DEFINITION));

        assertThat(this.mvc.get().uri("/api/streams")).hasStatusOk()
            .bodyJson()
            .extractingPath("$[0].name")
            .isEqualTo("air");
    }

    @Test
    void createsAStreamWithDefaults() {
        ArgumentCaptor<StreamSpec> asked = ArgumentCaptor.captor();
        given(this.streams.create(asked.capture())).willReturn(DEFINITION);

        assertThat(post("/api/streams", AIR)).hasStatus(HttpStatus.CREATED).hasHeader("Location", "/api/streams/air");

        StreamSpec spec = asked.getValue();
        assertThat(spec.pace()).isEqualTo(new Pace.Unlimited());
        assertThat(spec.partitioning()).isEqualTo(Partitioning.STATION);
        assertThat(spec.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(spec.limit()).isNull();
        assertThat(spec.autoStart()).isFalse();
        assertThat(spec.source().onBadRow()).isEqualTo(OnBadRow.DEAD_LETTER);
    }

    @Test
    void createsAStreamWithAllFieldsGiven() {
        ArgumentCaptor<StreamSpec> asked = ArgumentCaptor.captor();
        given(this.streams.create(asked.capture())).willReturn(DEFINITION);

        assertThat(post("/api/streams", """
                {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2308.csv","order":"reversed",
                 "missing":["x"],"onBadRow":"skip","loop":true},"pace":{"type":"interval","every":"5s"},
                 "partitioning":"row","delivery":"at-least-once","limit":7,"autoStart":true}"""))
            .hasStatus(HttpStatus.CREATED);

        assertThat(asked.getValue().partitioning()).isEqualTo(Partitioning.ROW);
        assertThat(asked.getValue().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(asked.getValue().limit()).isEqualTo(7);
        assertThat(asked.getValue().autoStart()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {"topic":"AIR","source":{"type":"csv","file":"a.csv"}} | name
                    {"name":"a/b","topic":"AIR","source":{"type":"csv","file":"a.csv"}} | name
                    {"name":"..","topic":"AIR","source":{"type":"csv","file":"a.csv"}} | name
                    {"name":"a","source":{"type":"csv","file":"a.csv"}} | topic
                    {"name":"a","topic":"A B","source":{"type":"csv","file":"a.csv"}} | topic
                    {"name":"a","topic":"sensor-ledger","source":{"type":"csv","file":"a.csv"}} | topic
                    {"name":"a","topic":"__consumer_offsets","source":{"type":"csv","file":"a.csv"}} | topic
                    {"name":"a","topic":"AIR"} | source
                    {"name":"a","topic":"AIR","source":{"file":"a.csv"}} | source.type
                    {"name":"a","topic":"AIR","source":{"type":"xml"}} | source.type
                    {"name":"a","topic":"AIR","source":{"type":"csv"}} | source.file
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"../a.csv"}} | source.file
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv","loops":true}} | source.loops
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"rate","perSecond":0}} | pace.perSecond
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"rate"}} | pace.perSecond
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"fast"}} | pace.type
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":5}} | source.file
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv","order":"up"}} | source.order
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv","missing":[null]}} | source.missing[0]
                    {"name":"a","topic":"AIR","source":{"type":"random","stations":[""]}} | source.stations[0]
                    {"name":"a","topic":"AIR","source":{"type":"random","step":"0s"}} | source.step
                    {"name":"a","topic":"AIR","source":{"type":"random","fields":{"f":null}}} | source.fields[f]
                    {"name":"a","topic":"AIR","source":{"type":"random","fields":{"":{"type":"int"}}}} | source.fields[]
                    {"name":"a","topic":"AIR","source":{"type":"random","fields":{"f":{"type":"double","decimals":10}}}} | source.fields[f].decimals
                    {"name":"a","topic":"AIR","source":{"type":"random","fields":{"f":{"type":"double","min":"x"}}}} | source.fields[f].min
                    {"name":"a","topic":"AIR","source":{"type":"random","fields":{"f":{"min":1}}}} | source.fields[f].type
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"interval","every":"soon"}} | pace.every
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"interval","every":"0s"}} | pace.every
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"event-time","speedup":0}} | pace.speedup
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"cron","expression":"* *"}} | pace.expression
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"cron","expression":"0 0 0 31 2 *"}} | pace.expression
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"pace":{"type":"cron","expression":"@daily","zone":"Mars"}} | pace.zone
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"partitioning":"round"} | partitioning
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"delivery":"EXACTLY_ONCE"} | delivery
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"limit":0} | limit
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"limit":"many"} | limit
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"limit":1.5} | limit
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"autoStart":"yes"} | autoStart
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"},"colour":"red"} | colour
                    {"name":"a","topic":"AIR","source":"AIR2401.csv"} | source
                    {"name":"a","name":"b","topic":"AIR","source":{"type":"csv","file":"a.csv"}} | body
                    {"name":"a","topic":"AIR","source":{"type":"csv","file":"a.csv"}} {} | body
                    {"name": | body
                    [] | body
                    """)
    void namesTheFieldThatIsRefused(String body, String field) {
        assertThat(post("/api/streams", body)).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .satisfies((json) -> json.assertThat()
                .extractingPath("$.type")
                .isEqualTo("urn:sensor-streams:problem:invalid-request"))
            .satisfies((json) -> json.assertThat().extractingPath("$.errors").asMap().containsOnlyKeys(field));
        then(this.streams).should(never()).create(any());
    }

    @Test
    void namesEveryFieldThatIsRefused() {
        String body = """
                {"name":"%s","topic":"","source":{"type":"csv","file":"x"},"limit":-1}""".formatted("n".repeat(300));

        assertThat(post("/api/streams", body)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsOnlyKeys("name", "topic", "source.file", "limit");
    }

    @Test
    void reportsTheAllowedValues() {
        assertThat(post("/api/streams", AIR.replace("}}", "},\"delivery\":\"twice\"}")))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.delivery")
            .isEqualTo("is 'twice', expected one of [exactly-once, at-least-once]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    "limit":"many" | limit | is 'many', expected a whole number
                    "limit":1.5 | limit | is 1.5, expected a whole number
                    "autoStart":"yes" | autoStart | is 'yes', expected true or false
                    "pace":{"type":"cron","expression":"@daily","zone":"Mars"} | pace.zone | is 'Mars', expected a time zone such as Europe/Berlin
                    "pace":{"perSecond":"fast","type":"rate"} | pace.perSecond | is 'fast', expected a number
                    "pace":"unlimited" | pace | is 'unlimited', expected an object
                    "topic":"B" | body | has the field 'topic' twice (line 1, column 81)
                    """)
    void reportsFaultsInTermsOfJson(String field, String path, String reason) {
        assertThat(post("/api/streams", AIR.replace("}}", "}," + field + "}"))).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsExactly(Map.entry(path, reason));
    }

    @Test
    void refusesSourcesThatCannotBeOpened() {
        given(this.streams.create(any()))
            .willThrow(new InvalidStreamException(Map.of("source.file", "AIR2308.csv does not exist")));

        assertThat(post("/api/streams", AIR)).hasStatus(HttpStatus.BAD_REQUEST).bodyJson().isLenientlyEqualTo("""
                {"type":"urn:sensor-streams:problem:invalid-request",
                 "errors":{"source.file":"AIR2308.csv does not exist"}}""");
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        String body = "{\"name\":\"" + "a".repeat(10 * 1024 * 1024) + "\"}";

        assertThat(post("/api/streams", body)).hasStatus(HttpStatus.CONTENT_TOO_LARGE)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.type")
            .isEqualTo("urn:sensor-streams:problem:request-too-large");
    }

    @Test
    void refusesOtherMediaTypes() {
        assertThat(this.mvc.post().uri("/api/streams").contentType(MediaType.TEXT_PLAIN).content("air"))
            .hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .satisfies(problem("unsupported-media-type", "text/plain", "expected application/json"));
    }

    @Test
    void refusesOtherMethods() {
        assertThat(this.mvc.put().uri("/api/streams")).hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.detail")
            .asString()
            .contains("Method 'PUT' is not supported here, expected ", "GET", "POST");
    }

    @Test
    void answersUnknownPathsWithAProblem() {
        assertThat(this.mvc.get().uri("/api/brooks")).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void answersUnknownStreamsWithAProblem() {
        given(this.streams.find("fog")).willThrow(new StreamNotFoundException("fog"));

        assertThat(this.mvc.get().uri("/api/streams/fog")).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:stream-not-found","status":404,
                     "detail":"There is no stream 'fog'"}""");
    }

    @ParameterizedTest
    @CsvSource({ "STREAM_EXISTS, stream-exists", "STREAM_RUNNING, stream-running", "STREAM_COMPLETED, stream-completed",
            "POSITION_IN_USE, position-in-use" })
    void answersConflictsWithASeparateType(Conflict conflict, String type) {
        given(this.streams.start("air")).willThrow(new StreamConflictException(conflict, "Because"));

        assertThat(this.mvc.post().uri("/api/streams/air/start")).hasStatus(HttpStatus.CONFLICT)
            .bodyJson()
            .isLenientlyEqualTo("{\"type\":\"urn:sensor-streams:problem:" + type + "\",\"detail\":\"Because\"}");
    }

    @Test
    void reportsTheRemedyWhenTheBrokerIsAway() {
        given(this.streams.start("air")).willThrow(BrokerUnavailableException.busy(Duration.ofSeconds(5)));

        assertThat(this.mvc.post().uri("/api/streams/air/start")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .bodyJson()
            .satisfies(problem("broker-unavailable", "no answer within 5000 ms", "send this again"));
    }

    @Test
    void replacesAStream() {
        given(this.streams.replace(any())).willReturn(Optional.of(DEFINITION));

        assertThat(put("/api/streams/air", AIR)).hasStatusOk().bodyJson().extractingPath("$.name").isEqualTo("air");
    }

    @Test
    void createsAMissingStreamByPut() {
        given(this.streams.replace(any())).willReturn(Optional.empty());
        given(this.streams.find("air")).willReturn(DEFINITION);

        assertThat(put("/api/streams/air", AIR)).hasStatus(HttpStatus.CREATED)
            .hasHeader("Location", "/api/streams/air");
    }

    @Test
    void refusesANameThatDiffersFromThePath() {
        assertThat(put("/api/streams/fog", AIR)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.name")
            .isEqualTo("must be 'fog' as in the path, not 'air'");
    }

    @Test
    void usesTheNameInThePath() {
        ArgumentCaptor<StreamSpec> asked = ArgumentCaptor.captor();
        given(this.streams.replace(asked.capture())).willReturn(Optional.of(DEFINITION));

        assertThat(put("/api/streams/air", AIR.replace("\"name\":\"air\",", ""))).hasStatusOk();

        assertThat(asked.getValue().name()).isEqualTo("air");
    }

    @Test
    void refusesAnInvalidNameInThePath() {
        assertThat(put("/api/streams/a b", AIR.replace("\"name\":\"air\",", ""))).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.name")
            .isEqualTo("must be 1 to 100 letters, digits, '.', '_' or '-', but not '.' or '..'");
        then(this.streams).should(never()).replace(any());
    }

    @Test
    void deletesAStream() {
        assertThat(this.mvc.delete().uri("/api/streams/air")).hasStatus(HttpStatus.NO_CONTENT);

        then(this.streams).should().delete("air");
    }

    @ParameterizedTest
    @ValueSource(strings = { "start", "start?from=position", "resume" })
    void startsAtThePosition(String command) {
        given(this.streams.start("air")).willReturn(DEFINITION);

        assertThat(this.mvc.post().uri("/api/streams/air/" + command)).hasStatusOk();
    }

    @Test
    void startsAtTheBeginning() {
        given(this.streams.startFromBeginning("air")).willReturn(DEFINITION);

        assertThat(this.mvc.post().uri("/api/streams/air/start?from=beginning")).hasStatusOk();
    }

    @Test
    void refusesAnUnknownStart() {
        assertThat(this.mvc.post().uri("/api/streams/air/start?from=end")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.from")
            .isEqualTo("must be one of [position, beginning, next-file], not 'end'");
    }

    @Test
    void stopsAndPauses() {
        given(this.streams.stop("air")).willReturn(DEFINITION);
        given(this.streams.pause("air")).willReturn(DEFINITION);

        assertThat(this.mvc.post().uri("/api/streams/air/stop")).hasStatusOk();
        assertThat(this.mvc.post().uri("/api/streams/air/pause")).hasStatusOk();
    }

    @Test
    void startsAndStopsAll() {
        given(this.streams.startAll()).willReturn(List.of(DEFINITION));
        given(this.streams.stopAll()).willReturn(List.of(DEFINITION));

        assertThat(this.mvc.post().uri("/api/streams/start")).hasStatusOk()
            .bodyJson()
            .extractingPath("$.length()")
            .isEqualTo(1);
        assertThat(this.mvc.post().uri("/api/streams/stop")).hasStatusOk();
    }

    @Test
    void changesThePace() {
        given(this.streams.changePace("air", new Pace.Rate(50.0))).willReturn(DEFINITION);

        assertThat(patch("{\"type\":\"rate\",\"perSecond\":50}")).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"rate","perSecond":-1} | perSecond
            {"type":"interval","every":"0s"} | every
            {"perSecond":5} | type
            """)
    void namesWhatIsWrongWithAPace(String body, String field) {
        assertThat(patch(body)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsOnlyKeys(field);
    }

    @Test
    void showsThePosition() {
        given(this.streams.position("air"))
            .willReturn(new StreamPosition("air", "o", "AIR", "AIR2308.csv", 2, 12, 900, 12, 11, 1, false, null, null));

        assertThat(this.mvc.get().uri("/api/streams/air/position")).hasStatusOk()
            .bodyJson()
            .isStrictlyEqualTo("{\"file\":\"AIR2308.csv\",\"row\":12,\"run\":2}");
    }

    @Test
    void deletesThePosition() {
        assertThat(this.mvc.delete().uri("/api/streams/air/position")).hasStatus(HttpStatus.NO_CONTENT);

        then(this.streams).should().forgetPosition("air");
    }

    @Test
    void hidesTheReasonOfAnUnexpectedError() {
        willThrow(new IllegalStateException("secret")).given(this.streams).delete("air");

        assertThat(this.mvc.delete().uri("/api/streams/air")).hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:internal-error",
                     "detail":"The request failed; the log of the service has the reason"}""");
    }

    private MvcTestResult post(String uri, String body) {
        return this.mvc.post().uri(uri).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult put(String uri, String body) {
        return this.mvc.put().uri(uri).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult patch(String body) {
        return this.mvc.patch()
            .uri("/api/streams/air/pace")
            .contentType(MediaType.APPLICATION_JSON)
            .content(body)
            .exchange();
    }

    private static Consumer<JsonContent> problem(String type, String... inDetail) {
        return (json) -> {
            json.assertThat().extractingPath("$.type").isEqualTo("urn:sensor-streams:problem:" + type);
            json.assertThat().extractingPath("$.detail").asString().contains(inDetail);
        };
    }

}
