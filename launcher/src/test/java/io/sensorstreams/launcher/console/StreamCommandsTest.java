package io.sensorstreams.launcher.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamCommandsTest extends ConsoleFixture {

    private static final String AIR = """
            {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR.csv","onBadRow":"dead-letter"},
             "state":"RUNNING","run":1,"rowsRead":1400,"rowsAcked":1198,"rowsRejected":2,"rowsTotal":4800,
             "ratePerSecond":48.6,"targetPerSecond":50.0,"scheduleLagMs":1500,"lastError":null,"owner":"producer-0",
             "unsunk":true}""";

    private static final String NUMBERS = """
            {"name":"numbers","topic":"NUMBERS","state":"STOPPED","rowsAcked":0,"rowsRejected":0,"rowsTotal":null,
             "ratePerSecond":0.0,"targetPerSecond":0.2,"scheduleLagMs":0,"lastError":"no broker","owner":null,"unsunk":null}""";

    @Test
    void listsStreamsWithWhatTheUserShouldKnow() {
        this.service.answer("GET /api/streams", "200 [" + AIR + "," + NUMBERS + "]");

        assertThat(this.sensor.run("streams")).isZero();

        assertThat(this.sensor.lines()).containsExactly(
                "stream   topic    state     rows     of  done  rows/s  target     late  left  owner",
                "air      AIR      RUNNING  1,200  4,800   25%      49      50  1500 ms  74 s  producer-0",
                "numbers  NUMBERS  STOPPED      0      -     -       0     0.2        -     -  -",
                "air: 2 rows could not be sent; they are in topic AIR-dlt, each with its reason",
                "air: no group reads topic AIR, so its rows are in no file; SENSOR_TOPICS=AIR ./run writes them",
                "numbers: no broker");
    }

    @ParameterizedTest
    @CsvSource({ "0.25, 0.25", "5.0, 5", "9.5, 9.5", "500.0, 500" })
    void showsTheTargetWithoutNeedlessDigits(String target, String shown) {
        this.service.answer("GET /api/streams", "200 [" + NUMBERS.replace(":0.2,", ":" + target + ",") + "]");

        assertThat(this.sensor.run("streams")).isZero();

        assertThat(this.sensor.lines()).element(1).asString().containsPattern(" 0 +" + shown + " +- ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~',
            textBlock = """
                    air --file AIR2308.csv --rate 50 ~ {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2308.csv"},"pace":{"type":"rate","perSecond":50.0}}
                    a --file 1.csv.gz --topic T --start --loop --order reversed --on-bad-row skip --missing x --missing= ~ {"name":"a","topic":"T","source":{"type":"csv","file":"1.csv.gz","order":"reversed","loop":true,"missing":["x",""],"onBadRow":"skip"},"autoStart":true}
                    a --file A.csv --time-column t --time-format iso --station-column s --pace event-time:60 --max-gap 1h ~ {"name":"a","topic":"A","source":{"type":"csv","file":"A.csv","timeColumn":"t","timeFormat":"iso","stationColumn":"s"},"pace":{"type":"event-time","speedup":60.0,"maxGap":"1h"}}
                    a --file A.csv --time-column Date --time-column Time --time-zone Europe/Berlin ~ {"name":"a","topic":"A","source":{"type":"csv","file":"A.csv","timeColumn":["Date","Time"],"timeZone":"Europe/Berlin"}}
                    d --file D.txt --dialect {"delimiter":";"} ~ {"name":"d","topic":"D","source":{"type":"csv","file":"D.txt","dialect":{"delimiter":";"}}}
                    d --file D.csv --dialect auto ~ {"name":"d","topic":"D","source":{"type":"csv","file":"D.csv","dialect":"auto"}}
                    p --file P.csv --from 2024-01-15T00:00 --to 2024-01-16 --pace clock:january ~ {"name":"p","topic":"P","source":{"type":"csv","file":"P.csv","from":"2024-01-15T00:00","to":"2024-01-16"},"pace":{"type":"event-time","clock":"january"}}
                    d --directory AIR*.csv* ~ {"name":"d","topic":"AIR","source":{"type":"directory","pattern":"AIR*.csv*"}}
                    d --directory *.txt --topic T --order-by time --min-age 1s --follow --afterwards move --missing NA --on-bad-row fail --time-zone UTC --dialect {"delimiter":";"} ~ {"name":"d","topic":"T","source":{"type":"directory","pattern":"*.txt","orderBy":"time","minAge":"1s","follow":true,"afterwards":"move","missing":["NA"],"onBadRow":"fail","dialect":{"delimiter":";"},"timeZone":"UTC"}}
                    n --topic N --partitioning row --delivery at-least-once --limit 9 --pace interval:5s --field i:sequence --field n:int,min=-1,max=1.5 --field c:choice,values=low|high ~ {"name":"n","topic":"N","source":{"type":"random","fields":{"i":{"type":"sequence"},"n":{"type":"int","min":-1,"max":1.5},"c":{"type":"choice","values":["low","high"]}}},"pace":{"type":"interval","every":"5s"},"partitioning":"row","delivery":"at-least-once","limit":9}
                    r --random --topic AIR --seed 7 --stations S1,S2 --first-time 2026-01-01T00:00:00 --step 1m ~ {"name":"r","topic":"AIR","source":{"type":"random","seed":7,"stations":["S1","S2"],"start":"2026-01-01T00:00:00","step":"1m"}}
                    """)
    void createsAStream(String arguments, String definition) {
        this.service.answer("POST /api/streams", "201 " + AIR);

        assertThat(this.sensor.run(("stream " + arguments).split(" "))).as(() -> this.sensor.errors().toString())
            .isZero();

        assertThat(this.service.requests()).containsExactly("POST /api/streams " + definition);
        assertThat(this.sensor.lines()).element(1).asString().startsWith("air ");
    }

    @Test
    void takesACronExpressionWithItsZone() {
        this.service.answer("PATCH /api/streams/air/pace", "200 " + AIR);

        assertThat(this.sensor.run("pace", "air", "cron:*/5 * * * * *", "--zone", "UTC")).isZero();

        assertThat(this.service.requests()).containsExactly(
                "PATCH /api/streams/air/pace {\"type\":\"cron\",\"expression\":\"*/5 * * * * *\",\"zone\":\"UTC\"}");
    }

    @Test
    void replacesFieldsOfAFileWithTheDefinition(@TempDir Path directory) throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"),
                "{\"name\":\"other\",\"topic\":\"T\",\"source\":{\"type\":\"csv\",\"file\":\"A.csv\",\"loop\":true},\"limit\":27.0}");
        this.service.answer("PUT /api/streams/air", "200 " + AIR);
        this.service.answer("POST /api/streams/air/start", "200 " + AIR);

        assertThat(this.sensor.run("stream", "air", "--from-json", json.toString(), "--file", "B.csv", "--replace",
                "--start"))
            .isZero();

        assertThat(this.service.requests()).containsExactly(
                "PUT /api/streams/air {\"name\":\"air\",\"topic\":\"T\",\"source\":{\"type\":\"csv\",\"file\":\"B.csv\",\"loop\":true},\"limit\":27.0,\"autoStart\":true}",
                "POST /api/streams/air/start");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"source":"A.csv"}         | --file B.csv | csv
            {"source":null}            | --seed 1     | random
            {"source":{}}              | --loop       | csv
            {"source":{"type":"csv"}}  | --random     | random
            {"source":{"type":"random"}} | --loop     | csv
            {"source":{"type":"csv"}}  | --follow     | directory
            {"source":{"type":"random"}} | --dialect auto | csv
            {"source":{"type":"directory"}} | --file A.csv | csv
            """)
    void refusesOptionsOfAnotherTypeOfSource(String definition, String options, String type, @TempDir Path directory)
            throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"), definition);

        assertThat(this.sensor.run(("stream air --topic T --from-json " + json + " " + options).split(" +")))
            .isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: --from-json " + json + " has no source of type "
                + type + ", so an option of such a source does not go with it; see ./sensor stream --help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --start                       | a stream is created with --file, --directory, --random or --from-json, and none of them is given; ./sensor start air starts a stream that exists
                    --topic T                     | a stream is created with --file, --directory, --random or --from-json, and none of them is given
                    --file 2401.csv               | --topic is missing: '2401.csv' does not begin with the letters of one
                    --file A.csv --random         | --file and --random are two sources, choose one
                    --file A.csv --directory A*   | --file and --directory are two sources, choose one
                    --directory A* --random       | --directory and --random are two sources, choose one
                    --directory A* --loop         | --directory sends whole files, so --order, --loop, --from and --to do not go with it
                    --directory A* --to 2024-01-01 | --directory sends whole files, so --order, --loop, --from and --to do not go with it
                    --directory A* --seed 1       | --directory has no random rows, so an option of random rows does not go with it
                    --directory *.csv             | --topic is missing: '*.csv' does not begin with the letters of one
                    --file A.csv --follow         | --file is one file, so --order-by, --min-age, --follow and --afterwards do not go with it
                    --random --topic A --follow   | random rows have no file, so an option of files does not go with them
                    --file A.csv --pace clock:    | --pace is 'clock:', expected unlimited, rate:100 (rows per second), interval:5s (one row each), event-time:60 (the rows' own times, 60 times as fast), clock:NAME (the time of a clock) or 'cron:*/5 * * * * *'
                    --file A.csv --seed 1         | --file has no random rows, so an option of random rows does not go with it
                    --random --topic A --loop     | random rows have no file, so an option of files does not go with them
                    --file A.csv --rate 1 --pace rate:2 | --rate and --pace both set the pace, choose one
                    --file A.csv --zone UTC       | --max-gap and --zone need --pace
                    --file A.csv --rate x         | --rate is 'x', expected unlimited, rate:100 (rows per second), interval:5s (one row each), event-time:60 (the rows' own times, 60 times as fast), clock:NAME (the time of a clock) or 'cron:*/5 * * * * *'
                    --topic N --field n           | --field is 'n', expected NAME:TYPE or NAME:TYPE,KEY=VALUE such as number:int,min=0,max=100
                    --from-json /no/such          | --from-json /no/such cannot be read
                    """)
    void refusesOptionsThatDoNotGoTogether(String options, String reason) {
        assertThat(this.sensor.run(("stream air " + options).split(" +"))).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: " + reason + "; see ./sensor stream --help");
        assertThat(this.service.requests()).isEmpty();
    }

    @Test
    void showsEachFieldOfAStream() {
        this.service.answer("GET /api/streams/a%20b", "200 " + AIR);

        assertThat(this.sensor.run("stream", "a b")).isZero();

        assertThat(this.sensor.lines()).contains("source.file      AIR.csv", "lastError        -",
                "ratePerSecond    49", "targetPerSecond  50");
    }

    @Test
    void showsSlowRatesWithTwoDecimals() {
        this.service.answer("GET /api/streams/n", "200 {\"ratePerSecond\":4.994851292107665,"
                + "\"targetPerSecond\":0.3333333333333333,\"pace\":{\"perSecond\":0.123456}}");

        assertThat(this.sensor.run("stream", "n")).isZero();

        assertThat(this.sensor.lines()).contains("ratePerSecond    4.99", "targetPerSecond  0.33",
                "pace.perSecond   0.123456");
    }

    @Test
    void doesNotWarnWhileItIsUnknownWhetherAGroupReadsTheTopic() {
        this.service.answer("POST /api/streams", "201 " + NUMBERS);

        assertThat(this.sensor.run("stream", "numbers", "--topic", "NUMBERS", "--random")).isZero();

        assertThat(this.sensor.out()).doesNotContain("no group reads");
    }

    @Test
    void previewsTheFirstRecords() {
        this.service.answer("POST /api/streams/preview?rows=2",
                "200 {\"columns\":[\"Time\"],\"records\":[{\"row\":\"air/1/0\",\"line\":2,\"topic\":\"AIR\",\"partition\":null,"
                        + "\"key\":\"S1\",\"value\":{\"Temp\":27.0}}],\"rejected\":[{\"line\":9,\"reason\":\"no cell\"}],\"rowsLookedAt\":3}");

        assertThat(this.sensor.run("stream", "air", "--file", "AIR.csv", "--preview", "--rows", "2")).isZero();

        assertThat(this.sensor.lines()).containsExactly("row      topic  partition  key  value",
                "air/1/0  AIR            -  S1   {\"Temp\":27.0}", "line 9 cannot be sent: no cell");
    }

    @Test
    void continuesAfterAStreamThatRefuses() {
        this.service.answer("POST /api/streams/a/start?from=beginning",
                "404 {\"detail\":\"no a\",\"type\":\"x:stream-not-found\"}");
        this.service.answer("POST /api/streams/air/start?from=beginning", "200 " + AIR);

        assertThat(this.sensor.run("start", "a", "air", "--from-beginning")).isEqualTo(1);

        assertThat(this.sensor.errors()).startsWith("./sensor: no a");
        assertThat(this.sensor.lines()).element(1).asString().startsWith("air ");
    }

    @ParameterizedTest
    @CsvSource({ "--from next-file, ?from=next-file", "--from beginning, ?from=beginning",
            "--from-beginning, ?from=beginning", "--from later, ?from=later" })
    void startsFromAnotherPlace(String options, String query) {
        this.service.answer("POST /api/streams/air/start" + query, "200 " + AIR);

        assertThat(this.sensor.run(("start air " + options).split(" "))).isZero();

        assertThat(this.service.requests()).containsExactly("POST /api/streams/air/start" + query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            air --from beginning --from-beginning | --from and --from-beginning say the same, choose one
            --all --from next-file                | --from needs names, not --all
            --all --from-beginning                | --from-beginning needs names, not --all
            """)
    void refusesTwoPlaces(String options, String reason) {
        assertThat(this.sensor.run(("start " + options).split(" "))).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly("./sensor: " + reason + "; see ./sensor start --help");
    }

    @Test
    void bindsAStreamToAClock() {
        this.service.answer("PATCH /api/streams/air/pace",
                "400 {\"type\":\"x:invalid\",\"errors\":{\"clock\":\"is 'may', but there is no such clock\"}}");

        assertThat(this.sensor.run("pace", "air", "clock:may")).isEqualTo(1);

        assertThat(this.service.requests())
            .containsExactly("PATCH /api/streams/air/pace {\"type\":\"event-time\",\"clock\":\"may\"}");
        assertThat(this.sensor.errors()).element(1).isEqualTo("  clock is 'may', but there is no such clock");
        assertThat(this.sensor.errors()).element(2).asString().contains("./sensor clock create NAME --from TIME");
    }

    @Test
    void showsWhatADirectoryWaitsForAndPassedOver() {
        this.service.answer("GET /api/streams",
                """
                        200 [{"name":"plots","topic":"PLOT","state":"RUNNING","rowsAcked":2,"waits":"waits for files that match 'P*'",
                        "passedOverCount":30,"passedOver":["P1.csv","P2.csv"],
                        "lastError":"P3.csv has no header; correct it, or start it with ?from=next-file to continue"}]""");

        assertThat(this.sensor.run("streams")).isZero();

        assertThat(this.sensor.lines()).contains(
                "plots: P3.csv has no header; correct it, or start it with --from next-file to continue",
                "plots waits for files that match 'P*'",
                "plots: 30 files are not sent, such as P1.csv, P2.csv; they came too late for their place in the order, "
                        + "or were changed after they were read");
    }

    @Test
    void changesHowTheFilesOfADirectoryAreRead(@TempDir Path directory) throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"),
                "{\"topic\":\"T\",\"source\":{\"type\":\"directory\",\"pattern\":\"A*\"}}");
        this.service.answer("POST /api/streams", "201 " + AIR);

        assertThat(this.sensor.run("stream", "air", "--from-json", json.toString(), "--time-format", "iso")).isZero();

        assertThat(this.service.requests()).containsExactly("POST /api/streams {\"topic\":\"T\",\"source\":"
                + "{\"type\":\"directory\",\"pattern\":\"A*\",\"timeFormat\":\"iso\"},\"name\":\"air\"}");
    }

    @Test
    void stopsAllStreams() {
        this.service.answer("POST /api/streams/stop", "200 [" + NUMBERS + "]");

        assertThat(this.sensor.run("stop", "--all")).isZero();

        assertThat(this.sensor.lines()).element(1).asString().startsWith("numbers ");
    }

    @Test
    void deletesAfterAYes() {
        this.service.answer("GET /api/streams/air", "200 " + AIR);
        this.service.answer("DELETE /api/streams/air", "204");

        assertThat(this.sensor.typing("Yes\n", 80).run("delete", "air")).isZero();

        assertThat(this.sensor.errors()).containsExactly(
                "Delete stream air (RUNNING, 1,198 rows sent to AIR)? Its position is lost. The rows stay in Kafka and in files. [y/N] ");
        assertThat(this.sensor.lines()).containsExactly("Stream air is deleted");
    }

    @ParameterizedTest
    @CsvSource({ "n", "''" })
    void deletesNothingWithoutAYes(String answer) {
        this.service.answer("GET /api/streams/air", "200 " + AIR);

        assertThat(this.sensor.typing(answer, 80).run("delete", "air")).isEqualTo(1);

        assertThat(this.service.requests()).containsExactly("GET /api/streams/air");
    }

    @Test
    void deletesWithoutAQuestionWhenToldSo() {
        this.service.answer("DELETE /api/streams/air", "204");

        assertThat(this.sensor.run("delete", "air", "--yes")).isZero();

        assertThat(this.service.requests()).containsExactly("DELETE /api/streams/air");
    }

}
