package io.sensorstreams.launcher.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupCommandsTest extends ConsoleFixture {

    private static final String PARTITIONS = """
            [{"group":"AIR","topic":"AIR","partition":0,"owner":"consumer-0","committed":1200,"logEnd":1210,"lag":10,"rows":1100,"state":"RUNNING","reason":null},
             {"group":"AIR","topic":"AIR","partition":1,"owner":"consumer-1","committed":90,"logEnd":null,"lag":null,"rows":80,"state":"ELSEWHERE","reason":null},
             {"group":"archive","topic":"EARTH","partition":0,"owner":null,"committed":null,"logEnd":null,"lag":null,"rows":0,"state":"PAUSED","reason":"the disk is full"}]""";

    private static final String AIR = """
            [{"group":"AIR","topics":["AIR"],"state":"RUNNING"}]""";

    private static final String RUNNING = """
            {"id":"7","state":"RUNNING","verdict":null,"progress":{"rowsRead":1200,"rowsTotal":5000},"topics":[]}""";

    private static final String PARTITION = """
            {"group":"%s","topic":"AIR","partition":%d,"inKafka":1000,"inFiles":%d,"missing":%d,"duplicated":0,"foreign":0,
             "disordered":0,"deadLettered":0,"skipped":0,"lost":0,"lag":2,"unreachable":0,"elsewhere":[],"gaps":[],"problems":[%s]}""";

    @Test
    void listsPartitionsWithTheirConsumers() {
        this.service.answer("GET /api/partitions", "200 " + PARTITIONS);

        assertThat(this.sensor.run("partitions")).isZero();

        String host = this.service.address().replace("http://", "");
        String gap = " ".repeat(host.length() - 4);
        assertThat(this.sensor.lines()).containsExactly(
                "group    topic  partition  consumer    host" + gap + "  committed    end  lag   rows  state",
                "AIR      AIR            0  consumer-0  " + host + "      1,200  1,210   10  1,100  RUNNING",
                "AIR      AIR            1  consumer-1  -" + " ".repeat(3) + gap
                        + "         90      -    -     80  ELSEWHERE",
                "archive  EARTH          0  -           " + host + "          -      -    -      0  PAUSED",
                "archive/EARTH-0: the disk is full");
    }

    @Test
    void listsThePartitionsOfATopic() {
        this.service.answer("GET /api/partitions", "200 " + PARTITIONS);

        assertThat(this.sensor.run("partitions", "EARTH", "--output", "json")).isZero();

        assertThat(this.sensor.out()).startsWith("[{\"group\":\"archive\"").endsWith("}]\n").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({ "NOPE", "AIR --group archive" })
    void endsWithOneWhenThereIsNoSuchPartition(String arguments) {
        this.service.answer("GET /api/partitions", "200 " + PARTITIONS);

        assertThat(this.sensor.run(("partitions " + arguments).split(" "))).isEqualTo(1);

        assertThat(this.sensor.out()).isEmpty();
        assertThat(this.sensor.errors())
            .containsExactly("./sensor: there is no such partition; ./sensor partitions lists all");
    }

    @Test
    void endsWithZeroWhenThereIsNoPartitionYet() {
        this.service.answer("GET /api/partitions", "200 []");

        assertThat(this.sensor.run("partitions")).isZero();

        assertThat(this.sensor.errors()).containsExactly("There is no partition yet");
    }

    @Test
    void stopsAGroup() {
        this.service.answer("POST /api/listeners/AIR/stop",
                "200 {\"group\":\"AIR\",\"topics\":[\"AIR\",\"AIR2\"],\"state\":\"STOPPED\",\"threads\":0,\"assigned\":[],\"reason\":\"asked\"}");

        assertThat(this.sensor.run("group", "stop", "AIR")).isZero();

        assertThat(this.sensor.lines()).containsExactly("group  state    threads  topics     assigned here",
                "AIR    STOPPED        0  AIR, AIR2  -", "AIR: asked");
    }

    @Test
    void continuesAfterAGroupThatCannotBeChanged() {
        this.service.answer("POST /api/listeners/A/start", "503 {\"detail\":\"the disk is full\",\"type\":\"x:y\"}");
        this.service.answer("POST /api/listeners/AIR/start", "200 {\"group\":\"AIR\",\"state\":\"RUNNING\"}");

        assertThat(this.sensor.run("group", "start", "A", "AIR")).isEqualTo(1);

        assertThat(this.sensor.lines()).element(1).asString().startsWith("AIR ");
        assertThat(this.sensor.errors()).containsExactly("./sensor: the disk is full", "  Try again in 7 s");
    }

    @Test
    void startsAnAuditAndSaysHowToSeeItsVerdict() {
        this.service.answer("GET /api/audits", "200 []");
        this.service.answer("POST /api/audits", "202 " + RUNNING);

        assertThat(this.sensor.run("audit", "AIR", "EARTH")).isZero();

        assertThat(this.service.requests()).containsExactly("GET /api/audits",
                "POST /api/audits {\"groups\":[\"AIR\",\"EARTH\"]}");
        assertThat(this.sensor.lines()).containsExactly("Audit 7: 1,200 of 5,000 rows read");
        assertThat(this.sensor.errors()).containsExactly("./sensor audit --show 7 --wait shows its verdict");
    }

    @Test
    void saysThatAnAuditRanAlready() {
        this.service.answer("GET /api/audits", "200 [" + RUNNING + "]");
        this.service.answer("POST /api/audits", "202 " + RUNNING);

        assertThat(this.sensor.run("audit", "AIR")).isZero();

        assertThat(this.sensor.errors()).containsExactly(
                "This audit ran already, so no other one is started; --wait starts one after its end",
                "./sensor audit --show 7 --wait shows its verdict");
    }

    @Test
    void waitsForTheEndOfAnotherAuditFirst() {
        this.service.answer("GET /api/audits",
                "200 [{\"id\":\"6\",\"state\":\"RUNNING\"},{\"id\":\"5\",\"state\":\"COMPLETED\"}]");
        this.service.answer("GET /api/audits/6", "200 {\"id\":\"6\",\"state\":\"RUNNING\"}",
                "200 {\"id\":\"6\",\"state\":\"COMPLETED\",\"verdict\":\"CLEAN\"}");
        this.service.answer("GET /api/listeners", "200 [{\"group\":\"AIR\"},{\"group\":\"backup\"}]");
        this.service.answer("POST /api/audits", "202 " + RUNNING);
        this.service.answer("GET /api/audits/7", "200 " + RUNNING, "200 " + completed("7", "CLEAN", "AIR,backup",
                PARTITION.formatted("AIR", 0, 1000, 0, ""), PARTITION.formatted("backup", 1, 1000, 0, "")));

        assertThat(this.sensor.run("audit", "--wait")).isZero();

        assertThat(this.sensor.lines()).containsExactly(
                "partition     in Kafka  in files  missing  duplicated  foreign  disordered  dead-lettered  skipped  lost  lag",
                "AIR-0            1,000     1,000        0           0        0           0              0        0     0    2",
                "backup/AIR-1     1,000     1,000        0           0        0           0              0        0     0    2",
                "all              2,000     2,000        0           0        0           0              0        0     0    4",
                "Verdict: CLEAN, every row in Kafka is in the files, once");
        assertThat(this.sensor.errors()).containsExactly("Waiting for the end of another audit");
    }

    /** Between its requests, another client may start an audit of other groups. */
    @Test
    void showsNoAuditOfOtherGroups() {
        this.service.answer("GET /api/audits", "200 []", "200 []", "200 []",
                "200 [{\"id\":\"8\",\"state\":\"RUNNING\"}]", "200 []");
        this.service.answer("GET /api/audits/8", "200 " + completed("8", "CLEAN", "backup"));
        this.service.answer("POST /api/audits",
                "202 " + completed("7", "CLEAN", "backup", PARTITION.formatted("backup", 0, 1000, 0, "")),
                "202 {\"id\":\"8\",\"state\":\"RUNNING\"}",
                "202 " + completed("9", "NOT_CLEAN", "AIR", PARTITION.formatted("AIR", 0, 999, 1, "")));

        assertThat(this.sensor.run("audit", "AIR", "--wait")).isEqualTo(1);

        assertThat(this.service.requests()).filteredOn((request) -> request.startsWith("POST")).hasSize(3);
        assertThat(this.sensor.lines()).element(1).asString().startsWith("AIR-0 ");
    }

    /** A group that has no partition yet has no report. */
    @ParameterizedTest
    @ValueSource(strings = { "", "AIR EARTH", "EARTH AIR AIR" })
    void startsOneAuditOfGroupsWithoutPartitions(String groups) {
        this.service.answer("GET /api/audits", "200 []");
        this.service.answer("GET /api/listeners", "200 [{\"group\":\"AIR\"},{\"group\":\"EARTH\"}]");
        this.service.answer("POST /api/audits",
                "202 " + completed("7", "CLEAN", "AIR,EARTH", PARTITION.formatted("AIR", 0, 1000, 0, "")));

        assertThat(this.sensor.run(("audit --wait " + groups).split(" +"))).isZero();

        assertThat(this.service.requests()).filteredOn((request) -> request.startsWith("POST")).hasSize(1);
    }

    private static String completed(String id, String verdict, String groups, String... partitions) {
        return "{\"id\":\"" + id + "\",\"groups\":[\"" + groups.replace(",", "\",\"")
                + "\"],\"state\":\"COMPLETED\",\"verdict\":\"" + verdict + "\",\"topics\":["
                + String.join(",", partitions) + "]}";
    }

    @Test
    void endsWithOneAndTheProblemsWhenTheVerdictIsNotClean() {
        this.service.answer("GET /api/audits/latest",
                "200 {\"id\":\"7\",\"state\":\"COMPLETED\",\"verdict\":\"NOT_CLEAN\",\"topics\":["
                        + PARTITION.formatted("AIR", 0, 999, 1, "\"offset 41 is in no file\"") + "]}");

        assertThat(this.sensor.typing("", 60).run("audit", "--show", "latest")).isEqualTo(1);

        assertThat(this.sensor.lines()).containsExactly("partition  in Kafka  in files  missing  duplicated  foreign",
                "AIR-0         1,000       999        1           0        0",
                "all           1,000       999        1           0        0", "AIR-0: offset 41 is in no file",
                "Verdict: NOT_CLEAN");
    }

    @Test
    void namesTheReplicasThatHaveNotAnswered() {
        this.service
            .answer("GET /api/audits/latest", "200 {\"id\":\"7\",\"state\":\"COMPLETED\",\"verdict\":\"INCOMPLETE\","
                    + "\"topics\":[],\"replicas\":[{\"instance\":\"b\",\"url\":\"http://b:8082\",\"state\":\"COMPLETED\","
                    + "\"reason\":null},{\"instance\":\"c\",\"url\":\"http://c:8082\",\"state\":\"UNANSWERED\","
                    + "\"reason\":\"the connection was refused\"}]}");

        assertThat(this.sensor.run("audit", "--show", "latest")).isEqualTo(1);

        assertThat(this.sensor.lines()).containsExactly(
                "Replica c at http://c:8082 has not audited its files: the connection was refused",
                "Verdict: INCOMPLETE, rows are in files that this consumer-service cannot read");
    }

    @Test
    void namesTheRowsThatRetentionRemoved() {
        this.service.answer("GET /api/audits/latest",
                "200 {\"id\":\"7\",\"state\":\"COMPLETED\",\"verdict\":\"CLEAN\",\"topics\":["
                        + PARTITION.formatted("AIR", 0, 80, 0, "").replace("\"lag\"", "\"removed\":1200,\"lag\"")
                        + "]}");

        assertThat(this.sensor.run("audit", "--show", "latest")).isZero();

        assertThat(this.sensor.lines()).contains("AIR-0: retention has removed files with 1,200 rows");
    }

    @Test
    void endsWithOneWhenTheAuditFailed() {
        this.service.answer("GET /api/audits/latest",
                "200 {\"id\":\"7\",\"state\":\"FAILED\",\"verdict\":null,\"topics\":[],\"error\":\"Kafka did not answer\"}");

        assertThat(this.sensor.run("audit", "--show", "latest")).isEqualTo(1);

        assertThat(this.sensor.lines()).containsExactly("The audit failed: Kafka did not answer", "Verdict: none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            beginning | "beginning"
            offset:42 | {"offset":42}
            time:2026-01-31T00:00:00Z | {"timestamp":"2026-01-31T00:00:00Z"}
            """)
    void replaysTheOnlyTopicOfAGroup(String from, String sent) {
        this.service.answer("GET /api/listeners", "200 [{\"group\":\"archive\",\"topics\":[\"AIR\"]}]");
        this.service.answer("POST /api/listeners/archive/replay",
                "202 {\"partitions\":[{\"partition\":0,\"committed\":98,\"from\":42,"
                        + "\"rows\":50,\"deleted\":[\"b.csv\"],\"setAside\":false,\"shortened\":{\"file\":\"a.csv\",\"rows\":7,\"bytes\":9}}]}");

        assertThat(this.sensor.run("replay", "archive", "--from", from)).isZero();

        assertThat(this.service.requests()).last()
            .asString()
            .startsWith("POST /api/listeners/archive/replay {")
            .contains("\"from\":" + sent)
            .contains("\"topic\":\"AIR\"");
        assertThat(this.sensor.lines()).containsExactly("partition  committed  from  rows again  files",
                "        0         98    42          50  deleted b.csv, shortened a.csv to 7 rows");
        assertThat(this.sensor.errors()).containsExactly("./sensor group start archive starts it");
    }

    @ParameterizedTest
    @CsvSource({ "replay NOPE --from beginning", "replay NOPE --from beginning --restart" })
    void changesNoGroupThatDoesNotExist(String arguments) {
        this.service.answer("GET /api/listeners", "200 [{\"group\":\"AIR\",\"topics\":[\"AIR\"]}]");

        assertThat(this.sensor.run(arguments.split(" "))).isEqualTo(1);

        assertThat(this.service.requests()).containsExactly("GET /api/listeners");
        assertThat(this.sensor.errors()).containsExactly("./sensor: There is no group 'NOPE'",
                "  ./sensor groups lists the groups");
    }

    @Test
    void changesNothingWhileTheGroupRuns() {
        this.service.answer("GET /api/listeners",
                "200 [{\"group\":\"AIR\",\"topics\":[\"AIR\"],\"state\":\"RUNNING\"}]");

        assertThat(this.sensor.run("replay", "AIR", "--from", "beginning")).isEqualTo(1);

        assertThat(this.service.requests()).containsExactly("GET /api/listeners");
        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: Group AIR runs, and only a stopped group can be replayed",
                "  --restart stops it first and starts it afterwards; ./sensor group stop AIR stops it");
    }

    @Test
    void startsAGroupAgainWhoseReplayIsRefused() {
        this.service.answer("GET /api/listeners", "200 " + AIR);
        this.service.answer("POST /api/listeners/AIR/stop", "200 {}");
        this.service.answer("POST /api/listeners/AIR/start", "200 {}");
        this.service.answer("POST /api/listeners/AIR/replay",
                "409 {\"detail\":\"a file is damaged\",\"type\":\"x:replay-refused\"}");

        assertThat(this.sensor.run("replay", "AIR", "--from", "beginning", "--restart")).isEqualTo(1);

        assertThat(this.service.requests()).containsExactly("GET /api/listeners", "POST /api/listeners/AIR/stop",
                "POST /api/listeners/AIR/replay {\"from\":\"beginning\",\"topic\":\"AIR\"}",
                "POST /api/listeners/AIR/start");
        assertThat(this.sensor.errors()).containsExactly("./sensor: a file is damaged");
    }

    @Test
    void startsNoGroupThatWasStoppedBeforeARefusal() {
        this.service.answer("GET /api/listeners",
                "200 [{\"group\":\"AIR\",\"topics\":[\"AIR\"],\"state\":\"STOPPED\"}]");
        this.service.answer("POST /api/listeners/AIR/stop", "200 {}");
        this.service.answer("POST /api/listeners/AIR/replay",
                "409 {\"detail\":\"a file is damaged\",\"type\":\"x:replay-refused\"}");

        assertThat(this.sensor.run("replay", "AIR", "--from", "beginning", "--restart")).isEqualTo(1);

        assertThat(this.service.requests()).doesNotContain("POST /api/listeners/AIR/start");
    }

    @Test
    void showsTheResultOfAReplayWhoseGroupDoesNotStart() {
        this.service.answer("GET /api/listeners", "200 " + AIR);
        this.service.answer("POST /api/listeners/AIR/stop", "200 {}");
        this.service.answer("POST /api/listeners/AIR/replay", "202 {\"partitions\":[{\"partition\":0,\"rows\":50}]}");
        this.service.answer("POST /api/listeners/AIR/start",
                "503 {\"detail\":\"Kafka does not answer\",\"type\":\"x:y\"}");

        assertThat(this.sensor.run("replay", "AIR", "--from", "beginning", "--restart")).isEqualTo(1);

        assertThat(this.sensor.lines()).element(1).asString().startsWith("        0          -     -          50");
        assertThat(this.sensor.errors()).containsExactly("./sensor: Kafka does not answer", "  Try again in 7 s");
    }

    @Test
    void namesBothReasonsWhenNeitherTheReplayNorTheStartSucceeds() {
        this.service.answer("GET /api/listeners", "200 " + AIR);
        this.service.answer("POST /api/listeners/AIR/stop", "200 {}");
        this.service.answer("POST /api/listeners/AIR/replay",
                "409 {\"detail\":\"a file is damaged\",\"type\":\"x:y\"}");
        this.service.answer("POST /api/listeners/AIR/start", "409 {\"detail\":\"it is closing\",\"type\":\"x:y\"}");

        assertThat(this.sensor.run("replay", "AIR", "--from", "beginning", "--restart")).isEqualTo(1);

        assertThat(this.sensor.errors()).containsExactly("./sensor: a file is damaged", "./sensor: it is closing");
    }

    @Test
    void asksForTheTopicOfAGroupWithSeveral() {
        this.service.answer("GET /api/listeners", "200 [{\"group\":\"archive\",\"topics\":[\"AIR\",\"EARTH\"]}]");

        assertThat(this.sensor.run("replay", "archive", "--from", "beginning")).isEqualTo(2);

        assertThat(this.sensor.errors()).containsExactly(
                "./sensor: --topic is missing, group archive has several: AIR, EARTH; see ./sensor replay --help");
    }

}
