package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.io.OutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every command does: addresses, users, formats, failures. */
class ConsoleTest extends ConsoleFixture {

    @Test
    void printsTheAnswerUnchanged() {
        String answer = "[ {\"name\":\"air\",  \"rate\": 27.0, \"later\":{}} ]";
        this.service.answer("GET /api/streams", "200 " + answer);

        assertThat(this.sensor.run("streams", "--output", "json")).isZero();

        assertThat(this.sensor.out()).isEqualTo(answer + "\n");
        assertThat(this.service.authorizations()).isEmpty();
    }

    @Test
    void sendsTheUserOfTheEnvironment() {
        this.service.answer("GET /api/streams", "200 []");

        this.sensor.set("SENSOR_API_USER", "operator").set("SENSOR_API_PASSWORD", "sécret").run("streams");

        assertThat(this.service.authorizations()).containsExactly("Basic b3BlcmF0b3I6c8OpY3JldA==");
    }

    @Test
    void asksTheServerOfTheCommandLine() {
        this.service.answer("GET /api/streams", "200 []");
        SensorRun elsewhere = new SensorRun("http://127.0.0.1:1");

        assertThat(elsewhere.run("streams", "--server", this.service.address() + "/")).isZero();
        assertThat(elsewhere.run("streams", "--server", this.service.address().replace("http://", ""))).isZero();

        assertThat(elsewhere.errors()).startsWith(
                "There is no stream. ./sensor stream NAME --file FILE creates one; ./sensor files data lists the files");
    }

    @Test
    void endsWithThreeWhenNothingListens() {
        this.service.close();

        assertThat(this.sensor.run("partitions")).isEqualTo(3);

        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: The consumer-service cannot be reached at " + this.service.address()
                        + ": the connection is refused",
                "  ./run starts both services and prints their addresses; --server URL or SENSOR_CONSUMER_URL sets another one");
        assertThat(this.sensor.out()).isEmpty();
    }

    @Test
    void endsWithThreeWhenTheHostIsUnknown() {
        assertThat(this.sensor.run("streams", "--server", "http://no-such-host.invalid:8081")).isEqualTo(3);

        assertThat(this.sensor.errors().get(0)).isEqualTo(
                "./sensor: The producer-service cannot be reached at http://no-such-host.invalid:8081: the host name is not known");
    }

    @Test
    void listsTheReasonsOfEachField() {
        this.service.answer("POST /api/streams",
                "400 {\"type\":\"urn:sensor-streams:problem:invalid-request\",\"detail\":\"The request was refused: long\","
                        + "\"errors\":{\"source.file\":\"is missing\",\"topic\":\"must be a topic\"}}");

        assertThat(this.sensor.run("stream", "air", "--file", "AIR.csv")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: The producer-service refused the request:",
                "  source.file is missing", "  topic must be a topic",
                "  ./sensor files data lists the files; ./sensor upload FILE adds one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | stream-completed | ./sensor start NAME --from-beginning sends its rows again
            409 | file-changed | ./sensor start NAME --from-beginning sends the file from its first row
            404 | stream-not-found | ./sensor streams lists the streams
            503 | broker-unavailable | Try again in 7 s
            401 | unauthorized | set SENSOR_API_USER and SENSOR_API_PASSWORD to a user of the service
            """)
    void namesTheRemedy(int status, String type, String remedy) {
        this.service.answer("POST /api/streams/air/start", status + " {\"type\":\"urn:sensor-streams:problem:" + type
                + "\",\"detail\":\"Because of \\u001b[2J it\"}");

        assertThat(this.sensor.run("start", "air")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: Because of \uFFFD[2J it", "  " + remedy);
    }

    @Test
    void recognizesAnotherProgram() {
        this.service.answer("GET /api/streams", "404 <html>Not found</html>");

        assertThat(this.sensor.run("streams")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: GET " + this.service.address() + "/api/streams was answered with 404 and no reason",
                "  Is this the address of the producer-service? --server URL or SENSOR_PRODUCER_URL sets another one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            streams               | GET /api/streams                       | <html></html> | a JSON array
            streams --output json | GET /api/streams                       | {"a":1}       | a JSON array
            start --all           | POST /api/streams/start                | ''            | a JSON array
            stream air            | GET /api/streams/air                   | [1]           | a JSON object
            rows air              | GET /api/streams/air/rows?perSecond=20 | [1]           | events
            """)
    void recognizesAnotherProgramThatAnswersWell(String arguments, String request, String answer, String expected) {
        this.service.answer(request, "200 " + answer);

        assertThat(this.sensor.run(arguments.split(" +"))).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: " + request.replace("/api", this.service.address() + "/api")
                        + " was answered with 200, but not with " + expected,
                "  Is this the address of the producer-service? --server URL or SENSOR_PRODUCER_URL sets another one");
        assertThat(this.sensor.out()).isEmpty();
    }

    @Test
    void reportsAnOutputThatCannotBeWritten() {
        this.service.answer("GET /api/streams", "200 [{\"name\":\"air\"}]");

        assertThat(this.sensor.runInto(failing("No space left on device"), "streams")).isEqualTo(1);

        assertThat(this.sensor.errors())
            .containsExactly("./sensor: the output cannot be written completely: No space left on device");
    }

    @Test
    void isSilentWhenNobodyReadsTheOutputAnyMore() {
        this.service.answer("GET /api/streams", "200 [{\"name\":\"air\"}]");

        assertThat(this.sensor.runInto(failing("Broken pipe"), "streams")).isEqualTo(1);

        assertThat(this.sensor.errors()).isEmpty();
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    stream                          | ./sensor: Missing required parameter: 'NAME'; see ./sensor stream --help
                    streams --output xml            | ./sensor: Invalid value for option '--output': expected one of [TABLE, JSON] (case-insensitive) but was 'xml'; see ./sensor streams --help
                    streams --server ftp://h        | ./sensor: --server is 'ftp://h', expected an address such as http://localhost:8081; see ./sensor streams --help
                    streams --server http://a:b@h   | ./sensor: --server is an address with a user or a password: set SENSOR_API_USER and SENSOR_API_PASSWORD instead; see ./sensor streams --help
                    streams --server operator:@b/p  | ./sensor: --server is an address with a user or a password: set SENSOR_API_USER and SENSOR_API_PASSWORD instead; see ./sensor streams --help
                    streams --server ftp://a:b%40@h | ./sensor: --server is an address with a user or a password: set SENSOR_API_USER and SENSOR_API_PASSWORD instead; see ./sensor streams --help
                    start                           | ./sensor: NAME is missing; ./sensor streams lists the streams; see ./sensor start --help
                    start air --all                 | ./sensor: --all is for all streams, so no NAME goes with it; see ./sensor start --help
                    pace air fast                   | ./sensor: PACE is 'fast', expected unlimited, rate:100 (rows per second), interval:5s (one row each), event-time:60 (the rows' own times, 60 times as fast), clock:NAME (the time of a clock) or 'cron:*/5 * * * * *'; see ./sensor pace --help
                    delete air                      | ./sensor: delete asks first, and no terminal is here to ask: add --yes; see ./sensor delete --help
                    group kill AIR                  | ./sensor: Invalid value for positional parameter at index 0 (ACTION): expected one of [START, STOP, PAUSE, RESUME] (case-insensitive) but was 'kill'; see ./sensor group --help
                    replay AIR                      | ./sensor: Missing required option: '--from=WHERE'; see ./sensor replay --help
                    replay AIR --from now           | ./sensor: --from is 'now', expected beginning, offset:42 or time:2026-01-31T00:00:00Z; see ./sensor replay --help
                    replay AIR --from time:yesterday --restart | ./sensor: --from is 'time:yesterday', expected beginning, offset:42 or time:2026-01-31T00:00:00Z; see ./sensor replay --help
                    replay AIR --from time:2026-01-31T00:00:00 | ./sensor: --from is 'time:2026-01-31T00:00:00', expected beginning, offset:42 or time:2026-01-31T00:00:00Z; see ./sensor replay --help
                    rows air --per-second 0         | ./sensor: --per-second is 0, expected 1 to 1000; see ./sensor rows --help
                    rows air --limit 0              | ./sensor: --limit is 0, expected 1 or more; see ./sensor rows --help
                    rows air --group AIR            | ./sensor: --group is for rows of a partition: add its number; see ./sensor rows --help
                    tail AIR -n 0                   | ./sensor: --lines is 0, expected 1 to 10000; see ./sensor tail --help
                    upload no-such.csv              | ./sensor: 'no-such.csv' is not a readable file; see ./sensor upload --help
                    files --server localhost:1      | ./sensor: --server is the address of one service: add data or output; see ./sensor files --help
                    audit AIR --show latest         | ./sensor: --show shows an audit and starts none, so no GROUP goes with it; see ./sensor audit --help
                    """)
    void endsWithTwoAndOneLineForWrongUsage(String arguments, String reason) {
        assertThat(this.sensor.run(arguments.split(" +"))).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly(reason);
        assertThat(this.sensor.out()).isEmpty();
        assertThat(this.service.requests()).isEmpty();
    }

    @Test
    void suggestsACommand() {
        assertThat(this.sensor.run("strems")).isEqualTo(2);

        assertThat(this.sensor.errors()).singleElement()
            .asString()
            .startsWith("./sensor: Unmatched argument at index 0: 'strems', did you mean stream")
            .endsWith("?; see ./sensor --help");
    }

    @Test
    void endsWithTwoWithoutACommand() {
        assertThat(this.sensor.run()).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: a command is missing; see ./sensor --help");
    }

    @Test
    void printsTheHelpOfACommand() {
        assertThat(this.sensor.run("pace", "--help")).isZero();

        assertThat(this.sensor.lines()).first().asString().startsWith("Usage: ./sensor pace ");
    }

    @ParameterizedTest
    @CsvSource({ "bash", "zsh" })
    void printsACompletionOfAllCommands(String shell) {
        assertThat(this.sensor.run("completion", shell)).isZero();

        assertThat(this.sensor.out()).contains("complete -F _complete_sensor -o default sensor", "partitions",
                "--partitioning", "at-least-once");
    }

}
