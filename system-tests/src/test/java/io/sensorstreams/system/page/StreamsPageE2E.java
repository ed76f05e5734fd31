package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts, watches, changes and deletes streams on the page of the producer-service. */
@PageTests
class StreamsPageE2E extends PageFixture {

    private static final String FILE = """
            {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"pace":{"type":"rate","perSecond":%s}}""";

    private static final String ENDLESS = """
            {"topic":"AIR","source":{"type":"random"},"pace":{"type":"%s"},"autoStart":true}""";

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR", "EARTH"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.window = this.system.producerWindow();
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
        this.system.deleteStreams();
    }

    @Test
    void startsPausesResumesAndStopsAStream() {
        this.system.createStream("buttons", FILE.formatted(40));
        StreamView air = StreamView.open(this.window, "buttons");
        air.awaitState("Stopped");

        air.press("Start");
        air.awaitState("Running");
        air.awaitMessage("Stream buttons runs.");
        air.awaitAcknowledged(10);
        air.press("Pause");
        air.awaitState("Paused");
        assertThat(state("buttons")).isEqualTo("PAUSED");
        air.press("Resume");
        air.awaitState("Running");
        air.press("Stop");
        air.awaitState("Stopped");

        air.awaitMessage("Stream buttons is stopped.");
        assertThat(state("buttons")).isEqualTo("STOPPED");
        long acked = stream("buttons").path("rowsAcked").asLong();
        this.window.until("all acknowledged rows are shown", () -> air.acknowledged() == acked);
        air.awaitFact("Next row", "%,d of run 1".formatted(acked));
    }

    @Test
    void doesTheSameFromTheList() {
        this.system.createStream("listed", FILE.formatted(40));
        StreamsView streams = StreamsView.open(this.window);
        streams.awaitState("listed", "Stopped");

        streams.press("Start listed");
        streams.awaitState("listed", "Running");
        streams.press("Pause listed");
        streams.awaitState("listed", "Paused");
        streams.press("Resume listed");
        streams.awaitState("listed", "Running");
        this.window.until("rows of all rows", () -> streams.rows("listed").matches("(?s)[1-9]\\d* of 8,821.*"));
        streams.choose("More for listed", "Stop");
        streams.awaitState("listed", "Stopped");

        assertThat(state("listed")).isEqualTo("STOPPED");
    }

    @Test
    void startsFromTheBeginningAfterAQuestion() {
        this.system.createStream("again", FILE.formatted(200));
        StreamView air = StreamView.open(this.window, "again");
        air.press("Start");
        air.awaitAcknowledged(50);

        air.more("again", "From the beginning");
        assertThat(air.question()).contains("The position after", "acknowledged rows", "The rows of earlier runs");
        air.answer("Cancel");
        assertThat(stream("again").path("run").asInt()).isOne();
        air.more("again", "From the beginning");
        air.answer("Start from the beginning");

        air.awaitFigure("run", "2");
        air.awaitState("Running");
    }

    @Test
    void aCompletedStreamSaysSoAndStartsAgainFromTheBeginning() {
        this.system.createStream("short", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"limit":50,"autoStart":true}""");
        StreamView air = StreamView.open(this.window, "short");

        air.awaitState("Completed");
        this.window.expect("status of 409");
        air.more("short", "Start (new rows only)");
        air.awaitMessage("Start it from the beginning.");
        air.press("From the beginning");
        air.answer("Start from the beginning");

        air.awaitFigure("run", "2");
        air.awaitState("Completed");
    }

    @Test
    void deletesOnlyAfterTheQuestion() {
        this.system.createStream("deleted", FILE.formatted(50));
        this.system.createStream("other", FILE.formatted(50));
        StreamsView streams = StreamsView.open(this.window);
        streams.go("deleted").press("Start");
        StreamView air = StreamView.shown(this.window, "deleted");
        air.awaitState("Running");

        air.more("deleted", "Delete");
        assertThat(air.question()).contains("Delete stream deleted?", "It is stopped first", "This is lost",
                "Its definition", "This stays", "The rows in topic AIR", "The file AIR2401.csv");
        air.answer("Cancel");
        assertThat(state("deleted")).isEqualTo("RUNNING");
        air.more("deleted", "Delete");
        this.window.expect("status of 404");
        air.answer("Delete the stream");

        StreamsView rest = StreamsView.shown(this.window);
        rest.awaitListed("other");
        rest.awaitNotListed("deleted");
        assertThat(this.system.services().producer().api().get("/api/streams").size()).isOne();
    }

    @Test
    void changesThePaceAtOnce() {
        this.system.createStream("paced", FILE.formatted(20).replace("}}", "},\"autoStart\":true}"));
        StreamView air = StreamView.open(this.window, "paced");
        air.awaitFigure("rate", "target 20");

        air.typePace("Rows per second", "300");
        air.press("Change the pace");
        air.awaitMessage("Pace of paced: 300 rows/s.");
        air.awaitFigure("rate", "target 300");
        assertThat(stream("paced").path("pace").path("perSecond").asInt()).isEqualTo(300);
        air.slideRate(-10);
        this.window.until("the slider slows it", () -> stream("paced").path("pace").path("perSecond").asDouble() < 100);

        this.window.expect("status of 400");
        air.typePace("Rows per second", "-1");
        air.press("Change the pace");
        this.window.untilAsserted("the field says why",
                () -> assertThat(air.errorOf("Rows per second")).contains("greater than 0"));
        air.chooseKindOfPace("Event time");
        air.typePace("Times as fast", "3600");
        air.press("Change the pace");
        air.awaitMessage("Pace of paced: event time × 3,600.");
        air.chooseKindOfPace("Full speed");
        air.press("Change the pace");

        air.awaitState("Completed");
    }

    @Test
    void startsAndStopsAllStreams() {
        this.system.createStream("one", FILE.formatted(20));
        this.system.createStream("two", FILE.formatted(20));
        StreamsView streams = StreamsView.open(this.window);

        streams.choose("All streams", "Start all");
        streams.awaitState("one", "Running");
        streams.awaitState("two", "Running");
        streams.choose("All streams", "Stop all");
        assertThat(streams.question()).contains("2 streams");
        streams.answer("Stop all");

        streams.awaitState("one", "Stopped");
        streams.awaitState("two", "Stopped");
    }

    @Test
    void showsRowsWhenTheyAreCommitted() {
        this.system.createStream("watched", FILE.formatted(20));
        StreamView air = StreamView.open(this.window, "watched");
        air.press("Start");

        air.awaitRowsWatched(10);
        assertThat(air.watched().get(0)).contains("AIR[", "watched/1/", "\"Temperature\":");
        air.press("Stop watching");
        air.press("Watch");
        air.awaitRowsWatched(5);
        air.chooseKindOfPace("Full speed");
        air.press("Change the pace");
        air.awaitSampled();
        air.awaitState("Completed");
    }

    @Test
    void saysWhatIsWrongWithAStreamAndWhatToDo() throws IOException {
        Files.writeString(this.system.services().data().resolve("bad.csv"),
                "Time,Station,Value\n01/01/2024 00:00:00,S1,1\n01/01/2024 00:01:00,S1\n");
        this.system.createStream("bad", """
                {"topic":"NOWHERE","source":{"type":"csv","file":"bad.csv"},"autoStart":true}""");
        this.system.createStream("worse", """
                {"topic":"AIR","source":{"type":"csv","file":"bad.csv","onBadRow":"fail"},"autoStart":true}""");

        StreamView bad = StreamView.open(this.window, "bad");
        bad.awaitState("Completed");
        bad.awaitFigure("rejected", "1\nin topic NOWHERE-dlt, with the reason");
        // A group has 30 s until it reads a new topic.
        Waiting.until("no group reads NOWHERE", Duration.ofMinutes(3), Duration.ofSeconds(1),
                () -> this.system.services().stream("bad").path("unsunk").asBoolean(false));
        bad.awaitNote("unsunk", "No consumer group reads topic NOWHERE");
        StreamView worse = StreamView.open(this.window, "worse");
        worse.awaitState("Failed");
        worse.awaitNote("last-error", "Correct the row");
    }

    @Test
    void aChangeInOneWindowIsSeenInTheOther() {
        this.system.createStream("shared", FILE.formatted(20));
        Browser other = this.system.producerWindow();
        StreamsView list = StreamsView.open(other);
        list.awaitState("shared", "Stopped");
        StreamView air = StreamView.open(this.window, "shared");

        air.press("Start");
        list.awaitState("shared", "Running");
        list.press("Pause shared");
        air.awaitState("Paused");
        air.typePace("Rows per second", "77");
        air.press("Change the pace");
        this.window.awaitShown(Locate.button("Resume"));
        this.window.until("the other window shows the pace", () -> list.textOf("shared").contains("77"));
        list.choose("More for shared", "Delete");
        list.answer("Delete the stream");

        this.window.expect("status of 404");
        this.window.until("the view says that it is deleted",
                () -> this.window.texts("h2").contains("There is no stream shared"));
        assertThat(other.complaints()).isEmpty();
    }

    @Test
    void comesBackByItselfWhenTheServiceIsRestartedBeneathIt() {
        this.system.createStream("lasting", FILE.formatted(20));
        StreamView air = StreamView.open(this.window, "lasting");
        air.press("Start");
        air.awaitAcknowledged(5);
        this.window.expect("net::ERR_|status of 503");

        this.system.services().producer().kill();
        air.awaitConnectionLost();
        long before = air.acknowledged();
        assertThat(before).as("what was known stays").isPositive();
        this.system.services().producer().relaunch();
        this.system.services().producer().awaitReady();

        air.awaitConnection();
        air.awaitState("Running");
        air.awaitAcknowledged(before + 20);
        air.awaitRowsWatched(5);
    }

    private JsonNode stream(String name) {
        return this.system.services().stream(name);
    }

    private String state(String name) {
        return stream(name).path("state").asString();
    }

}
