package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches partitions and files, and directs groups, on the page of the consumer-service.
 */
@PageTests
class ConsumerPageE2E extends PageFixture {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Rows of the sample. */
    private static final int ROWS = 8_821;

    /**
     * AIR gets rows all the time, EARTH has the whole sample, ODD has columns with
     * commas.
     */
    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR", "EARTH", "WATER", "ODD"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.system.createStream("air", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv","loop":true},"partitioning":"row",
                 "pace":{"type":"rate","perSecond":40},"autoStart":true}""");
        this.system.createStream("earth",
                """
                        {"topic":"EARTH","source":{"type":"csv","file":"AIR2401.csv"},"partitioning":"row","autoStart":true}""");
        this.system.createStream("odd", """
                {"topic":"ODD","source":{"type":"random","fields":{"n":{"type":"int"},"Temp, inside":{"type":"double"},
                 "Temp, \\"outside\\"":{"type":"double"}}},"partitioning":"row","limit":40,"autoStart":true}""");
        Files.writeString(this.system.services().data().resolve("gap.csv"), "Time,Level\n" + minutes(1) + minutes(16));
        this.system.createStream("water", """
                {"topic":"WATER","source":{"type":"csv","file":"gap.csv"},"partitioning":"row","autoStart":true}""");
        this.system.services().awaitRowsInFiles("EARTH", ROWS, A_MINUTE);
        this.system.services().awaitRowsInFiles("AIR", 100, A_MINUTE);
        this.system.services().awaitRowsInFiles("WATER", 120, A_MINUTE);
        this.system.services().awaitRowsInFiles("ODD", 40, A_MINUTE);
        this.window = this.system.consumerWindow();
    }

    /** A row for each minute of the first hour of a day. */
    private static String minutes(int day) {
        return IntStream.range(0, 60)
            .mapToObj((minute) -> "%02d/01/2024 00:%02d:00,3.5\n".formatted(day, minute))
            .collect(Collectors.joining());
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
    }

    @Test
    void showsPartitionsAndRowsAsTheyAreWritten() {
        this.window.open("/");
        View partitions = new View(this.window, "Partitions");
        partitions.awaitText(Locate.row("partitions", "AIR/AIR/0"), "Running");
        partitions.awaitText(Locate.row("partitions", "EARTH/EARTH/3"), "consumer-0");
        partitions.awaitText(By.cssSelector(".lead"), "of lag");
        partitions.awaitText(By.id("offsets"), "there are more offsets than rows");
        partitions.press("AIR[0]");

        PartitionView air = PartitionView.open(this.window, "AIR", 0);
        air.awaitState("Running");
        air.awaitRowsWatched(5);
        assertThat(air.watched().get(0)).containsPattern("line \\d+").contains("air/", "SVDT");
        air.awaitCommitted(air.committed() + 20);
        air.awaitText(By.id("files"), OutputFileView.name("AIR", 0));
        this.window.awaitShown(By.cssSelector("#lag-chart canvas"));
    }

    @Test
    void aGroupIsPausedResumedStoppedAndStarted() {
        Browser other = this.system.consumerWindow();
        other.open("/ui/partitions");
        View partitions = new View(other, "Partitions");
        GroupView group = GroupView.open(this.window, "AIR");
        group.awaitState("Running");

        group.press("Pause");
        group.awaitState("Paused");
        partitions.awaitText(Locate.row("partitions", "AIR/AIR/0"), "Paused");
        partitions.awaitText(Locate.row("partitions", "EARTH/EARTH/0"), "Running");
        group.press("Resume");
        group.awaitState("Running");
        partitions.awaitText(Locate.row("partitions", "AIR/AIR/0"), "Running");
        group.press("Stop");
        group.awaitState("Stopped");
        group.awaitMessage("Group AIR is stopped. What it had read is committed.");
        partitions.awaitText(Locate.row("partitions", "AIR/AIR/0"), "Stopped");
        assertThat(state("AIR")).isEqualTo("STOPPED");
        group.press("Start");
        group.awaitState("Running");

        partitions.awaitText(Locate.row("partitions", "AIR/AIR/0"), "Running");
        assertThat(other.complaints()).isEmpty();
    }

    @Test
    void aFileIsDownloaded() {
        OutputFileView file = OutputFileView.open(this.window, "EARTH", 1);
        Path downloaded = this.system.downloads().resolve(OutputFileView.name("EARTH", 1));

        file.press("Download");

        this.window.until("the file is here", () -> Files.exists(downloaded));
        assertThat(downloaded).hasContent(this.system.services()
            .consumer()
            .api()
            .text("/api/files/EARTH/EARTH/1/" + OutputFileView.name("EARTH", 1)));
    }

    @Test
    void theEndOfAFileIsFollowed() {
        OutputFileView file = OutputFileView.open(this.window, "AIR", 1);
        file.awaitTail(20);
        String last = file.tail().get(19);

        this.window.until("newer rows", () -> !file.tail().contains(last));
        file.press("Stop following");
        file.chooseLengthOfTail(100);
        this.window.until("more rows", () -> file.tail().size() > 20);

        assertThat(this.window.address()).endsWith("?tail=100");
        this.window.reload();
        file.press("Stop following");
        this.window.until("as many rows", () -> file.tail().size() > 20);
    }

    @Test
    void columnsArePlotted() {
        OutputFileView file = OutputFileView.open(this.window, "EARTH", 0);
        file.awaitPlotOf("Temperature over Time, from ");
        file.plot("PM2.5");
        file.plot("PM10");

        file.awaitPlots(3);
        file.awaitPlotOf("PM2.5 over Time, from ");
        this.window.click(Locate.choice("In one chart"));
        file.awaitPlots(1);
        file.plot("Temperature");
        file.plot("PM10");
        file.plotOver("number of the row");
        file.awaitPlotOf("PM2.5 over number of the row");
        file.awaitPoints("rows are shown");

        assertThat(this.window.address()).contains("columns=PM2.5", "x=-");
        this.window.reload();
        file.awaitPlotOf("PM2.5 over number of the row");
    }

    @Test
    void aPlotIsBrokenWhereTheTimesHaveAGap() {
        OutputFileView file = OutputFileView.open(this.window, "WATER", 0);
        file.awaitPlotOf("Level over Time, from 3.5 to 3.5");
        file.awaitPoints("The line is broken at 1 gap in the times.");
        file.awaitLegend("Jan 16, 2024, 12:56:00");

        file.pressOnPlot(Keys.ADD);

        file.awaitLegend("Jan 8, 2024");
        assertThat(file.legend()).as("nothing is measured in the gap").endsWith("–");
    }

    @Test
    void columnsWithCommasArePlotted() {
        OutputFileView file = OutputFileView.open(this.window, "ODD", 0);
        file.awaitPlotOf("n over ");
        file.plot("Temp, inside");
        file.plot("Temp, \"outside\"");
        file.plot("n");
        file.awaitPlots(2);
        file.awaitPlotOf("Temp, inside over ");

        this.window.reload();

        file.awaitPlots(2);
        file.awaitPlotOf("Temp, inside over ");
        file.awaitPlotOf("Temp, \"outside\" over ");
        file.plot("Temp, \"outside\"");
        file.awaitPlots(1);
        file.awaitPlotOf("Temp, inside over ");
    }

    @Test
    void aReplayWritesRowsAgain() throws IOException {
        long before = rowsOfEarth();
        List<String> content = earth().rows();
        FileTime last = earth().written().stream().max(FileTime::compareTo).orElseThrow();
        View replay = replayOfEarth();
        this.window.click(Locate.choice("An offset"));
        this.window.type(Locate.field("Offset"), "x");
        replay.press("Replay");
        replay.awaitText(Locate.errorOf("Offset"), "must be a whole number");
        this.window.click(Locate.choice("The beginning"));

        replay.press("Replay");
        assertThat(replay.question()).contains("Replay EARTH from the beginning?", "This is lost", "This stays",
                "All records in Kafka");
        replay.answer("Replay");

        replay.awaitText(By.id("result"), "%,d rows of EARTH are written again".formatted(before));
        replay.awaitText(By.id("result"), "The group is started again");
        this.window.untilAsserted("each file is written again",
                () -> assertThat(earth().written()).isNotEmpty().allMatch((write) -> write.compareTo(last) > 0));
        this.system.services().awaitRowsInFiles("EARTH", before, A_MINUTE);
        assertThat(this.system.services().rowsInFiles("EARTH")).isEqualTo(before);
        assertThat(earth().rows()).isEqualTo(content);
    }

    @Test
    void aReplayTakesTheCommittedOffsetsBackUntilTheGroupIsStarted() throws Exception {
        long rows = rowsOfEarth();
        List<String> content = earth().rows();
        Browser other = this.system.consumerWindow();
        PartitionView partition = PartitionView.open(other, "EARTH", 1);
        long end = partition.committed();
        // The page asks for rows of a partition that nobody writes then.
        other.expect("partitions/EARTH/EARTH/1/rows - .* status of 409");
        View replay = replayOfEarth();
        this.window.click(Locate.choice("An offset"));
        this.window.type(Locate.field("Offset"), "1000");
        this.window.click(Locate.field("Start the group afterwards"));

        replay.press("Replay");
        replay.answer("Replay");
        replay.awaitText(By.id("result"), "The group is stopped");

        assertThat(this.system.kafka().committed("EARTH")).hasSize(4).containsOnly(1000L);
        partition.awaitState("Stopped");
        partition.awaitCommittedAtMost(1000);
        assertThat(this.system.services().rowsInFiles("EARTH")).isBetween(1L, rows - 1);
        replay.press("Start the group");
        partition.awaitState("Running");
        partition.awaitCommitted(end);
        this.system.services().awaitRowsInFiles("EARTH", rows, A_MINUTE);
        assertThat(this.system.services().rowsInFiles("EARTH")).isEqualTo(rows);
        assertThat(earth().rows()).isEqualTo(content);
        assertThat(other.complaints()).isEmpty();
        other.leave();
    }

    /** Returns the rows in files after tests before have come to their end. */
    private long rowsOfEarth() {
        this.system.services().awaitRowsInFiles("EARTH", ROWS, A_MINUTE);
        return this.system.services().rowsInFiles("EARTH");
    }

    private FilesOnDisk earth() {
        return new FilesOnDisk(this.system.services().files("EARTH"));
    }

    private View replayOfEarth() {
        GroupView.open(this.window, "EARTH").more("EARTH", "Replay");
        return new View(this.window, "Replay of EARTH");
    }

    @Test
    void anAuditShowsItsVerdictAndDeadLetters() throws Exception {
        long offset = this.system.kafka().send("EARTH", 0, "no JSON");
        PartitionView.open(this.window, "EARTH", 0).awaitCommitted(offset + 1);
        this.window.open("/ui/audits");
        View audits = new View(this.window, "Audits");
        audits.press("EARTH");
        audits.press("Audit EARTH");

        View audit = new View(this.window, "Audit");
        audit.awaitText(By.id("verdict"), "Clean");
        audit.awaitText(By.id("verdict-note"), "Every record that can be written is in the files once");
        audit.awaitText(Locate.figure("dead-letters"), "1\nrecords that are no rows");
        assertThat(audit.offers("EARTH[0]")).isTrue();
        this.window.back();
        audits.awaitText(By.cssSelector("#audits tbody tr"), "Clean");
    }

    @Test
    void aSkipNeedsAReasonAndAsks() {
        PartitionView partition = PartitionView.open(this.window, "EARTH", 2);
        partition.choose("More for group EARTH", "Skip offsets");
        View skip = new View(this.window, "Skip offsets of EARTH[2]");
        skip.press("Skip");
        skip.awaitText(Locate.errorOf("Reason"), "is needed");
        this.window.type(Locate.field("Continue at offset"), "999999");
        this.window.type(Locate.field("Reason"), "a test");

        this.window.expect("skip - .* status of 400");
        skip.press("Skip");
        assertThat(skip.question()).contains("Skip offsets of EARTH[2]?");
        this.window.click(Locate.buttonIn("confirm", "Skip"));
        skip.awaitText(By.id("confirm"), "999999");
        skip.press("Cancel");

        skip.awaitText(Locate.errorOf("Continue at offset"), "999999");
        this.window.until("the group runs again", () -> state("EARTH").equals("RUNNING"));
    }

    @Test
    void leadsToThePageOfTheProducer() {
        this.window.open("/ui/partitions");
        new View(this.window, "Partitions").press("Producer");

        StreamsView.shown(this.window).awaitListed("air");
    }

    @Test
    void comesBackByItselfWhenTheServiceIsRestartedBeneathIt() {
        PartitionView air = PartitionView.open(this.window, "AIR", 0);
        air.awaitRowsWatched(3);
        long before = air.committed();
        this.window.expect("net::ERR_|status of (503|409|404)");

        this.system.services().consumer().kill();
        air.awaitConnectionLost();
        assertThat(air.committed()).as("what was known stays").isGreaterThanOrEqualTo(before);
        this.system.services().consumer().relaunch();
        this.system.services().consumer().awaitReady();

        air.awaitConnection();
        air.awaitState("Running");
        air.awaitCommitted(before + 20);
        air.awaitRowsWatched(3);
    }

    private String state(String group) {
        return this.system.services()
            .consumer()
            .api()
            .get("/api/listeners")
            .valueStream()
            .filter((one) -> one.path("group").asString().equals(group))
            .map((one) -> one.path("state").asString())
            .findFirst()
            .orElseThrow();
    }

}
