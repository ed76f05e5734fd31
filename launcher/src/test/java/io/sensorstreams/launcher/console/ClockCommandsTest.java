package io.sensorstreams.launcher.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClockCommandsTest extends ConsoleFixture {

    private static final String JANUARY = """
            {"name":"january","from":"2024-01-01T00:00","to":"2024-02-01","zone":null,"speedup":3600.0,"maxGap":"1h",
             "state":"RUNNING","time":"2024-01-05T12:00:00","seeks":1,"streams":[
             {"name":"air","state":"RUNNING","eventTime":"2024-01-05T12:05:00","rowsSkipped":1200,"owner":"producer-0"},
             {"name":"earth","state":"STOPPED","eventTime":null,"rowsSkipped":0,"owner":null}]}""";

    private static final String EMPTY = """
            {"name":"may","from":"2024-05-01","to":null,"zone":"Europe/Berlin","speedup":0.5,"maxGap":null,
             "state":"STOPPED","time":"2024-05-01T00:00:00","seeks":0,"streams":[]}""";

    private static final String HEADER = "clock    state    time                 speedup  from              to          zone           max gap  streams";

    private static final String JANUARY_LINE = "january  RUNNING  2024-01-05T12:00:00     3600  2024-01-01T00:00  2024-02-01  -              1h             2";

    private static final String MAY_LINE = "may      STOPPED  2024-05-01T00:00:00      0.5  2024-05-01        -           Europe/Berlin  -              0";

    @Test
    void listsClocks() {
        this.service.answer("GET /api/clocks", "200 [" + JANUARY + "," + EMPTY + "]");

        assertThat(this.sensor.run("clocks")).isZero();

        assertThat(this.sensor.lines()).containsExactly(HEADER, JANUARY_LINE, MAY_LINE);
    }

    @Test
    void saysHowTheFirstClockIsCreated() {
        this.service.answer("GET /api/clocks", "200 []");

        assertThat(this.sensor.run("clocks")).isZero();

        assertThat(this.sensor.out()).isEmpty();
        assertThat(this.sensor.errors())
            .containsExactly("There is no clock. ./sensor clock create NAME --from TIME creates one");
    }

    @Test
    void showsAClockWithItsStreams() {
        this.service.answer("GET /api/clocks/january", "200 " + JANUARY);

        assertThat(this.sensor.run("clock", "show", "january")).isZero();

        assertThat(this.sensor.lines()).element(1).asString().startsWith("january  RUNNING  2024-01-05T12:00:00 ");
        assertThat(this.sensor.lines()).endsWith("stream  state    next row             skipped  owner",
                "air     RUNNING  2024-01-05T12:05:00    1,200  producer-0",
                "earth   STOPPED  -                          0  -");
    }

    @Test
    void createsAClock() {
        this.service.answer("GET /api/clocks", "200 [" + JANUARY + "]");
        this.service.answer("PUT /api/clocks/may", "201 " + EMPTY);

        assertThat(this.sensor.run("clock", "create", "may", "--from", "2024-05-01", "--to", "2024-06-01", "--zone",
                "Europe/Berlin", "--speedup", "0.5", "--max-gap", "1h"))
            .isZero();

        assertThat(this.service.requests()).containsExactly("GET /api/clocks",
                "PUT /api/clocks/may {\"from\":\"2024-05-01\",\"to\":\"2024-06-01\",\"zone\":\"Europe/Berlin\",\"speedup\":0.5,\"maxGap\":\"1h\"}");
        assertThat(this.sensor.lines()).element(1).asString().startsWith("may ");
        assertThat(this.sensor.errors()).containsExactly(
                "No stream follows it. ./sensor stream NAME --file FILE --pace clock:may creates one; ./sensor pace NAME clock:may binds another",
                "./sensor clock start may starts it");
    }

    @Test
    void replacesAClockOnlyWhenItIsAskedTo() {
        this.service.answer("GET /api/clocks", "200 [" + JANUARY + "]");
        this.service.answer("PUT /api/clocks/january",
                "409 {\"type\":\"x:clock-running\",\"detail\":\"Clock 'january' is not stopped\"}");

        assertThat(this.sensor.run("clock", "create", "january", "--from", "2024-05-01")).isEqualTo(1);
        assertThat(this.sensor.run("clock", "create", "january", "--from", "2024-05-01", "--replace")).isEqualTo(1);

        assertThat(this.service.requests()).containsExactly("GET /api/clocks",
                "PUT /api/clocks/january {\"from\":\"2024-05-01\"}");
        assertThat(this.sensor.errors()).containsExactly("./sensor: Clock 'january' exists already",
                "  ./sensor clock show january shows it; --replace replaces it",
                "./sensor: Clock 'january' is not stopped", "  ./sensor clock stop NAME stops it");
    }

    @ParameterizedTest
    @ValueSource(strings = { "start", "pause", "resume", "stop" })
    void controlsClocks(String action) {
        this.service.answer("POST /api/clocks/january/" + action, "200 " + JANUARY);
        this.service.answer("POST /api/clocks/may/" + action, "200 " + EMPTY);

        assertThat(this.sensor.run("clock", action, "january", "nobody", "may")).isEqualTo(1);

        assertThat(this.sensor.lines()).containsExactly(HEADER, JANUARY_LINE, MAY_LINE);
        assertThat(this.sensor.errors()).first().asString().contains("/api/clocks/nobody/" + action);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            speed january 100000         | PATCH /api/clocks/january     | {"speedup":100000.0}
            seek january 2024-01-05T12:00 | POST /api/clocks/january/seek | {"to":"2024-01-05T12:00"}
            """)
    void changesAClock(String arguments, String request, String body) {
        this.service.answer(request, "200 " + JANUARY);

        assertThat(this.sensor.run(("clock " + arguments).split(" "))).isZero();

        assertThat(this.service.requests()).containsExactly(request + " " + body);
        assertThat(this.sensor.lines()).element(1).asString().startsWith("january ");
    }

    @Test
    void showsWhyATimeIsRefused() {
        this.service.answer("POST /api/clocks/january/seek",
                "400 {\"type\":\"x:invalid\",\"errors\":{\"to\":\"is before 'from' of the clock\"}}");

        assertThat(this.sensor.run("clock", "seek", "january", "2020-01-01")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: The producer-service refused the request:",
                "  to is before 'from' of the clock");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    clock                      | an action is missing; see ./sensor clock --help
                    clock create may           | Missing required option: '--from=TIME'; see ./sensor clock create --help
                    clock start                | Missing required parameter: 'NAME'; see ./sensor clock start --help
                    clock speed may            | Missing required parameter: 'N'; see ./sensor clock speed --help
                    clock speed may fast       | Invalid value for positional parameter at index 1 (N): 'fast' is not a double; see ./sensor clock speed --help
                    clock delete may           | delete asks first, and no terminal is here to ask: add --yes; see ./sensor clock delete --help
                    """)
    void refusesWrongUsage(String arguments, String reason) {
        assertThat(this.sensor.run(arguments.split(" "))).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: " + reason);
        assertThat(this.service.requests()).isEmpty();
    }

    @Test
    void suggestsAnAction() {
        assertThat(this.sensor.run("clock", "strat", "may")).isEqualTo(2);

        assertThat(this.sensor.errors()).first().asString().contains("strat").contains("./sensor clock --help");
    }

    @Test
    void deletesClocksAfterAQuestion() {
        this.service.answer("DELETE /api/clocks/may", "204");

        assertThat(this.sensor.typing("n\n", 80).run("clock", "delete", "may")).isEqualTo(1);
        assertThat(this.service.requests()).isEmpty();
        assertThat(this.sensor.typing("y\n", 80).run("clock", "delete", "may")).isZero();

        assertThat(this.service.requests()).containsExactly("DELETE /api/clocks/may");
        assertThat(this.sensor.lines()).containsExactly("Clock may is deleted");
    }

    @Test
    void deletesNoClockThatIsInUse() {
        this.service.answer("DELETE /api/clocks/january",
                "409 {\"type\":\"x:clock-in-use\",\"detail\":\"Clock 'january' has streams: air\"}");

        assertThat(this.sensor.run("clock", "delete", "january", "--yes")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: Clock 'january' has streams: air",
                "  ./sensor clock show NAME lists its streams");
    }

    @Test
    void printsTheAnswersAsJson() {
        this.service.answer("POST /api/clocks/may/start", "200 " + EMPTY);
        this.service.answer("GET /api/clocks/may", "200 " + EMPTY);

        assertThat(this.sensor.run("clock", "start", "may", "--output", "json")).isZero();
        assertThat(this.sensor.run("clock", "show", "may", "--output", "json")).isZero();

        assertThat(this.sensor.out()).isEqualTo(EMPTY + "\n" + EMPTY + "\n");
    }

    @Test
    void endsWithThreeWithoutAService() {
        SensorRun nowhere = new SensorRun("http://127.0.0.1:1");

        assertThat(nowhere.run("clocks")).isEqualTo(3);
    }

}
