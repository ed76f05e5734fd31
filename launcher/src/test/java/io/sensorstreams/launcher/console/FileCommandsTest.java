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
