package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileCommandsTest {

    private static final String LEDGER = """
            [{"group":"AIR","topic":"AIR","partition":0,"file":"AIR-0-00.csv","firstOffset":0,"nextOffset":900,"rows":800,"bytes":9000,"sealed":true,"owner":"consumer-0"},
             {"group":"AIR","topic":"AIR","partition":0,"file":"AIR-0-90.csv","firstOffset":900,"nextOffset":950,"rows":40,"bytes":500,"sealed":false,"owner":"consumer-0"},
             {"group":"copy","topic":"AIR","partition":10,"file":"AIR-10-0.csv","firstOffset":0,"nextOffset":9,"rows":8,"bytes":90,"sealed":false,"owner":"consumer-0"}]""";

    private StubService producer;

    private StubService consumer;

    private SensorRun sensor;

    @BeforeEach
    void start() throws IOException {
        this.producer = new StubService();
        this.consumer = new StubService();
        this.sensor = new SensorRun(this.producer.address()).set("SENSOR_CONSUMER_URL", this.consumer.address());
        this.consumer.answer("GET /api/files", "200 " + LEDGER);
    }

    @AfterEach
    void stop() {
        this.producer.close();
        this.consumer.close();
    }

    @Test
    void listsTheFilesOfAllPagesAndTheOutput() {
        this.producer.answer("GET /api/files", "200 [" + file("A.csv", "\"rows\":1200,\"scanned\":true") + "]");
        this.producer.answer("GET /api/files?limit=1&after=A.csv",
                "200 [" + file("B.csv", "\"rows\":null,\"fault\":\"it has no header\",\"scanned\":true") + ","
                        + file("C.csv", "\"rows\":null,\"scanned\":false") + "]");

        assertThat(this.sensor.run("files")).isZero();

        assertThat(this.sensor.lines()).containsExactly("data file  bytes   rows  columns  first time  last time",
                "A.csv         10  1,200        2  t0          -", "B.csv         10      -        2  t0          -",
                "C.csv         10      -        2  t0          -", "B.csv: it has no header",
                "C.csv: its rows are being counted", "",
                "group  output file   rows  bytes  offsets from   to  state   written by",
                "AIR    AIR-0-00.csv   800  9,000             0  900  sealed  consumer-0",
                "AIR    AIR-0-90.csv    40    500           900  950  open    consumer-0",
                "copy   AIR-10-0.csv     8     90             0    9  open    consumer-0");
    }

    private static String file(String name, String more) {
        return "{\"name\":\"" + name + "\",\"bytes\":10,\"columnCount\":2,\"firstTime\":\"t0\",\"lastTime\":null,"
                + more + "}";
    }

    @Test
    void printsTheAnswersOfBothServices() {
        this.producer.answer("GET /api/files", "200 [1]");
        this.producer.answer("GET /api/files?limit=1&after=A.csv", "200 []");

        assertThat(this.sensor.run("files", "--output", "json")).isZero();

        assertThat(this.sensor.out()).isEqualTo("{\"data\":[1],\"output\":" + LEDGER.strip() + "}\n");
    }

    @Test
    void printsTheLastRowsOfTheNewestFiles() {
        this.consumer.answer("GET /api/files/AIR/AIR/0/AIR-0-90.csv?tail=2", "200 1,\u001b2\n3,4");
        this.consumer.answer("GET /api/files/copy/AIR/10/AIR-10-0.csv?tail=2", "200 5,6\n");

        assertThat(this.sensor.run("tail", "AIR", "-n", "2")).isZero();

        assertThat(this.sensor.lines()).containsExactly("==> AIR-0-90.csv <==", "1,\u001b2", "3,4",
                "==> copy/AIR-10-0.csv <==", "5,6");
    }

    @Test
    void continuesAfterAFileOfAnotherReplica() {
        this.consumer.answer("GET /api/files/AIR/AIR/0/AIR-0-90.csv?tail=10",
                "404 {\"detail\":\"consumer-1 has it\",\"type\":\"x:file-elsewhere\"}");
        this.consumer.answer("GET /api/files/copy/AIR/10/AIR-10-0.csv?tail=10", "200 5,6\n");

        assertThat(this.sensor.run("tail", "AIR")).isEqualTo(1);

        assertThat(this.sensor.lines()).containsExactly("==> AIR-0-90.csv <==", "==> copy/AIR-10-0.csv <==", "5,6");
        assertThat(this.sensor.errors()).containsExactly("./sensor: consumer-1 has it");
    }

    @Test
    void showsNoControlCharactersOnATerminal() {
        this.consumer.answer("GET /api/files/AIR/AIR/0/AIR-0-00.csv?tail=10", "200 1,\u001b[2J\n");

        assertThat(this.sensor.typing("", 80).run("tail", "AIR-0-00.csv")).isZero();

        assertThat(this.sensor.lines()).containsExactly("1,\uFFFD[2J");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EARTH                | no output file belongs to EARTH
            AIR 3                | no output file of AIR is of partition 3, only of 0, 10
            AIR 0 --group copy   | no output file of AIR is of partition 0, only of 10
            AIR --group other    | no output file of AIR is of group other, only of AIR, copy
            AIR 3 --group other  | no output file of AIR is of group other, only of AIR, copy
            AIR-0-00.csv 1       | no output file of AIR-0-00.csv is of partition 1, only of 0
            """)
    void endsWithOneWhenThereIsNoSuchFile(String arguments, String reason) {
        assertThat(this.sensor.run(("tail " + arguments).split(" +"))).isEqualTo(1);

        assertThat(this.sensor.errors())
            .containsExactly("./sensor: " + reason + "; ./sensor files output lists the files");
    }

    @Test
    void previewsAFileInADialect() {
        this.producer.answer(
                "GET /api/files/a%20b.csv/preview?rows=1&topic=T&dialect=%7B%22delimiter%22%3A%22%3B%22%7D",
                """
                        200 {"columns":["a"],"records":[{"row":"a/1/0","line":2,"topic":"T","partition":0,"key":null,"value":{"a":1.50}}],
                        "rejected":[{"line":3,"reason":"no cell"}],"rowsLookedAt":2,"file":"a b.csv","format":{"dialect":{"delimiter":";",
                        "quote":"\\"","escape":null,"decimal":",","thousands":"","encoding":"UTF-8","skipLines":0,"headerLine":1,"columns":null,
                        "unitLines":0,"comment":"","trim":false,"lenientQuotes":false,"blankRows":"skip"},"timeFormat":"iso",
                        "alternatives":["timeFormat also fits 'MM/dd/yyyy'"]}}""");

        assertThat(this.sensor.run("preview", "a b.csv", "--rows", "1", "--topic", "T", "--dialect",
                "{\"delimiter\":\";\"}"))
            .isZero();

        assertThat(this.sensor.lines()).containsExactly("row    topic  partition  key  value",
                "a/1/0  T              0  -    {\"a\":1.50}", "line 3 cannot be sent: no cell",
                "a b.csv is read with the dialect {\"delimiter\":\";\",\"decimal\":\",\"}, times as iso",
                "a b.csv: timeFormat also fits 'MM/dd/yyyy'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "headerLine":1,"columns":null       | standard
            "headerLine":0,"columns":["a"]      | {"columns":["a"]}
            "headerLine":0,"columns":null       | {"headerLine":0}
            "headerLine":1,"columns":["a"]      | {"headerLine":1,"columns":["a"]}
            "encoding":"UTF-16","later":"x"     | {"encoding":"UTF-16","later":"x"}
            """)
    void showsADialectByItsDifferences(String settings, String shown) {
        this.producer.answer("GET /api/files/a/preview",
                "200 {\"records\":[],\"rejected\":[],\"file\":\"a\",\"format\":{\"dialect\":{" + settings
                        + "},\"alternatives\":[]}}");

        assertThat(this.sensor.run("preview", "a")).isZero();

        assertThat(this.sensor.lines()).element(1).isEqualTo("a is read with the dialect " + shown + ", without times");
    }

    @Test
    void namesTheDialectThatDoesNotFit() {
        this.producer.answer("GET /api/files/a/preview?dialect=x",
                "400 {\"type\":\"x:invalid\",\"errors\":{\"dialect\":\"must be auto or an object\"}}");

        assertThat(this.sensor.run("preview", "a", "--dialect", "x")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: The producer-service refused the request:",
                "  dialect must be auto or an object");
    }

    @Test
    void reportsWhatIsInAFile() {
        this.producer.answer(
                "GET /api/files/a.csv/report?timeColumn=Date&timeColumn=a%2Cb&timeFormat=iso&timeZone=Europe%2FBerlin&stationColumn=s&dialect=auto",
                """
                        200 {"name":"a.csv","bytes":1234567,"rows":4000,"rejectedRows":3,"firstTime":"1","lastTime":"2","order":"ascending",
                        "step":"PT1M","gapCount":1,"gaps":[{"station":null,"from":"1","to":"2","missing":4}],"repeatedTimes":5,
                        "stations":[{"name":"S","rows":4000}],"columnCount":3,"columns":[
                        {"name":"PM","type":"number","missing":2,"min":-0.50,"mean":3.25,"max":500,"saturated":{"value":500,"count":5}},
                        {"name":"s","type":"text","missing":0,"min":null,"mean":null,"max":null,"saturated":null}]}""");

        assertThat(this.sensor.run("report", "a.csv", "--time-column", "Date", "--time-column", "a,b", "--time-format",
                "iso", "--time-zone", "Europe/Berlin", "--station-column", "s", "--dialect", "auto"))
            .isZero();

        assertThat(this.sensor.lines()).containsExactly(
                "data file      bytes   rows  cannot be sent  first time  last time  order      step  gaps  repeated",
                "a.csv      1,234,567  4,000               3  1           2          ascending  PT1M     1         5",
                "", "gap of  from  to  missing rows", "-       1     2              4", "", "station   rows",
                "S        4,000", "", "column  type    missing    min  mean  max  saturated",
                "PM      number        2  -0.50  3.25  500  5 x 500", "s       text          0      -     -    -  -",
                "1 more columns are not shown");
    }

    @Test
    void printsAReportAsJson() {
        this.producer.answer("GET /api/files/a.csv/report", "200 {\"name\":\"a.csv\"}");

        assertThat(this.sensor.run("report", "a.csv", "--output", "json")).isZero();

        assertThat(this.sensor.out()).isEqualTo("{\"name\":\"a.csv\"}\n");
    }

    @Test
    void saysThatAReportIsNotReady() {
        this.producer.answer("GET /api/files/a.csv/report",
                "503 {\"type\":\"x:report-not-ready\",\"detail\":\"The report is being made\"}");

        assertThat(this.sensor.run("report", "a.csv")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: The report is being made", "  Try again in 7 s");
    }

    @Test
    void uploadsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("A 1.csv"), "Time,Station\n");
        this.producer.answer("PUT /api/files/A%201.csv", "201 " + file("A 1.csv", "\"rows\":0,\"scanned\":true"));

        assertThat(this.sensor.run("upload", file.toString())).isZero();

        assertThat(this.producer.requests()).containsExactly("PUT /api/files/A%201.csv Time,Station\n");
        assertThat(this.sensor.lines()).containsExactly("A 1.csv is new: 10 bytes, 0 rows");
        assertThat(this.sensor.errors()).containsExactly("./sensor stream NAME --file A 1.csv --start sends it");
    }

    @Test
    void replacesAFileThatIsInUse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("A.csv"), "Time,Station\n");
        this.producer.answer("PUT /api/files/A.csv?replace=true",
                "200 " + file("A.csv", "\"rows\":0,\"scanned\":true"));

        assertThat(this.sensor.run("upload", file.toString(), "--replace")).isZero();

        assertThat(this.sensor.lines())
            .containsExactly("A.csv replaces the former file of this name: 10 bytes, 0 rows");
    }

    @Test
    void namesTheOptionThatReplacesAFileInUse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("A.csv"), "Time,Station\n");
        this.producer.answer("PUT /api/files/A.csv",
                "409 {\"detail\":\"It is read; upload it with ?replace=true\",\"type\":\"x:file-in-use\"}");

        assertThat(this.sensor.run("upload", file.toString())).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: It is read; upload it with --replace",
                "  --name uploads it with another name; after --replace, ./sensor start NAME --from-beginning sends the new file");
    }

    @Test
    void showsTheReasonOfARefusedUpload(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "x");
        this.producer.answer("PUT /api/files/B.csv",
                "413 {\"detail\":\"The file has more than 1 byte\",\"type\":\"x:file-too-large\"}");

        assertThat(this.sensor.run("upload", file.toString(), "--name", "B.csv")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: The file has more than 1 byte");
    }

}
