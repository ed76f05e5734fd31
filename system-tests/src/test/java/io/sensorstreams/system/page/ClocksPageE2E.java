package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Creates clocks and lets streams follow them, on the page of the producer-service. */
@PageTests
class ClocksPageE2E extends PageFixture {

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR", "EARTH"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.system.addSample("EARTH2401.csv");
        this.window = this.system.producerWindow();
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
        this.system.deleteStreams();
        api("/api/clocks").forEach((clock) -> this.system.services()
            .producer()
            .api()
            .delete("/api/clocks/" + clock.path("name").asString()));
    }

    @Test
    void controlsTheStreamsOfAClock() {
        ClocksView clocks = ClocksView.open(this.window);
        clocks.awaitText(By.cssSelector(".empty"), "No clock yet");
        clocks.type("Name", "january")
            .type("From", "2024-01-01T00:00")
            .type("To (optional)", "2024-02-01")
            .type("Times as fast", "60")
            .type("Longest gap (optional)", "1h")
            .create();
        clocks.awaitMessage("Clock january is created.");
        clocks.awaitState("january", "Stopped");
        clocks.awaitTime("january", "2024-01-01 00:00:00");
        assertThat(clocks.value("Name")).as("the form is ready for another clock").isEmpty();
        bindTwoStreams(clocks);

        ClocksView bound = ClocksView.open(this.window);
        bound.awaitText("january", "air2401");
        bound.awaitText("january", "earth");
        assertThat(bound.offers("Delete january")).as("a clock with streams").isFalse();
        bound.press("Start january");
        bound.awaitState("january", "Running");
        bound.press("Pause january");
        bound.awaitState("january", "Paused");
        bound.change("january", "Times as fast", "100000", "Change the speed");
        bound.awaitMessage("Clock january: × 100,000.");
        assertThat(bound.valueOf("january", "Times as fast")).isEqualTo("100000");
        bound.press("Resume january");
        bound.awaitTime("january", "2024-01-1");
        bound.change("january", "Seek to", "2024-01-05T12:00", "Seek");
        bound.awaitMessage("Clock january is sought.");
        this.window.until("both streams send again",
                () -> List.of("air2401", "earth")
                    .stream()
                    .allMatch((name) -> api("/api/streams/" + name).path("run").asInt() == 2));
        assertThat(bound.valueOf("january", "Seek to")).as("the field is ready for another time").isEmpty();
        bound.press("Stop january");
        bound.awaitState("january", "Stopped");

        this.system.deleteStreams();
        bound.awaitText("january", "No stream follows it.");
        bound.press("Delete january");
        assertThat(bound.question()).contains("Delete clock january?");
        bound.answer("Delete the clock");
        bound.awaitNoClock("january");
        assertThat(api("/api/clocks").isEmpty()).isTrue();
    }

    /** One stream is created with the clock, the other one gets it as another pace. */
    private void bindTwoStreams(ClocksView clocks) {
        clocks.press("Create one that does");
        // A form that is not complete is not acceptable yet, and the preview says so.
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.shown(this.window, "New stream");
        form.awaitValue("Clock (optional)", "january");
        form.type("File", "AIR2401.csv");
        form.press("Last row first");
        form.awaitPreview("\"Time\": \"01/01/2024 00:00:00\"");
        form.press("Create and start");
        StreamView.shown(this.window, "air2401").awaitFact("Pace", "clock january");

        this.system.createStream("earth", """
                {"topic":"EARTH","autoStart":true,"source":{"type":"csv","file":"EARTH2401.csv","order":"reversed"},
                 "pace":{"type":"rate","perSecond":1}}""");
        StreamView earth = StreamView.open(this.window, "earth");
        earth.chooseKindOfPace("Event time");
        earth.typePace("Clock (optional)", "february");
        this.window.expect("streams/earth/pace - .* status of 400");
        earth.press("Change the pace");
        earth.awaitText(Locate.errorOf("Clock (optional)"), "there is no such clock");
        earth.typePace("Clock (optional)", "january");
        earth.press("Change the pace");
        earth.awaitMessage("Pace of earth: clock january.");
    }

    @Test
    void marksTheFieldsOfARejectedClock() {
        this.window.expect("clocks/.* - .* status of (400|409)");
        ClocksView clocks = ClocksView.open(this.window);

        clocks.create();
        clocks.awaitErrorOf("Name", "is needed");
        clocks.type("Name", "a/b").create();
        clocks.awaitErrorOf("Name", "must be 1 to 100 letters");
        clocks.type("Name", "..").create();
        clocks.awaitErrorOf("Name", "must be 1 to 100 letters");
        clocks.type("Name", "one").create();
        clocks.awaitErrorOf("From", "is needed");
        clocks.awaitNoErrorOf("Name");
        clocks.type("From", "yesterday").create();
        clocks.awaitErrorOf("From", "must be a time such as");
        clocks.type("From", "2024-01-02").type("To (optional)", "2024-01-01").create();
        clocks.awaitErrorOf("To (optional)", "not after 'from'");
        clocks.type("To (optional)", "").type("Time zone (optional)", "Mars/Base").create();
        clocks.awaitErrorOf("Time zone (optional)", "Mars/Base");
        clocks.type("Time zone (optional)", "Europe/Berlin").type("Times as fast", "fast").create();
        clocks.awaitErrorOf("Times as fast", "number");
        clocks.type("Times as fast", "0").create();
        clocks.awaitErrorOf("Times as fast", "greater than 0");
        clocks.type("Times as fast", "10").type("Longest gap (optional)", "long").create();
        clocks.awaitErrorOf("Longest gap (optional)", "long");
        assertThat(Accessibility.faults(this.window)).as("rejected form").isEmpty();
        clocks.type("Longest gap (optional)", "").create();
        clocks.awaitClock("one");
        clocks.awaitText("one", "Europe/Berlin");
    }

    @Test
    void marksTheFieldOfTheClockThatRefusesAValue() {
        putClock("one");
        putClock("one-1");
        this.window.expect("clocks/.* - .* status of (400|409)");
        ClocksView clocks = ClocksView.open(this.window);
        clocks.awaitClock("one-1");

        clocks.change("one-1", "Times as fast", "-5", "Change the speed");
        clocks.awaitErrorOf("one-1", "Times as fast", "greater than 0");
        clocks.awaitNoErrorOf("one", "Times as fast");
        clocks.change("one-1", "Times as fast", "", "Change the speed");
        clocks.awaitErrorOf("one-1", "Times as fast", "is needed");
        clocks.change("one-1", "Times as fast", "7", "Change the speed");
        clocks.awaitText("one-1", "× 7");
        clocks.awaitNoErrorOf("one-1", "Times as fast");
        clocks.change("one", "Seek to", "", "Seek");
        clocks.awaitErrorOf("one", "Seek to", "is needed");
        clocks.change("one", "Seek to", "noon", "Seek");
        clocks.awaitErrorOf("one", "Seek to", "must be a time such as");
        clocks.change("one", "Seek to", "2023-12-31", "Seek");
        clocks.awaitErrorOf("one", "Seek to", "before 'from' of the clock");
        clocks.change("one", "Seek to", "2024-01-03T12:00", "Seek");
        clocks.awaitTime("one", "2024-01-03 12:00:00");
        clocks.awaitNoErrorOf("one", "Seek to");
        assertThat(api("/api/clocks/one").path("speedup").asInt()).isEqualTo(60);
    }

    @Test
    void asksBeforeItReplacesAClock() {
        putClock("one");
        this.window.expect("clocks/.* - .* status of (400|409)");
        ClocksView clocks = ClocksView.open(this.window);
        clocks.awaitClock("one");

        clocks.type("Name", "one").type("From", "2025-03-01").create();
        assertThat(clocks.question()).contains("Replace clock one?", "The time that it shows");
        clocks.answer("Cancel");
        assertThat(api("/api/clocks/one").path("from").asString()).isEqualTo("2024-01-01");
        clocks.press("Start one");
        clocks.awaitState("one", "Running");
        clocks.create();
        clocks.question();
        clocks.answer("Replace the clock");
        clocks.awaitProblem("not stopped; stop it before replacing it");
        clocks.press("Stop one");
        clocks.awaitState("one", "Stopped");
        clocks.create();
        clocks.question();
        clocks.answer("Replace the clock");
        clocks.awaitTime("one", "2025-03-01 00:00:00");
    }

    @Test
    void everyActionWorksWithoutAMouse() {
        ClocksView clocks = ClocksView.open(this.window);
        Keyboard keys = new Keyboard(this.window);

        keys.tabTo("Name").type("keys").tabTo("From").type("2024-01-01");
        keys.tabTo("Create the clock").enter();
        clocks.awaitClock("keys");
        this.window.driver().executeScript("document.getElementById('title').focus()");
        keys.tabTo("Start keys").enter();
        clocks.awaitState("keys", "Running");
        keys.awaitFocus("Pause keys");
        keys.enter();
        clocks.awaitState("keys", "Paused");
        keys.awaitFocus("Resume keys");
        keys.tabTo("Times as fast").type("5").enter();
        clocks.awaitText("keys", "× 5");
        keys.awaitFocus("Times as fast");
        keys.tabTo("Seek to").type("2024-01-02").tabTo("Seek: keys").enter();
        clocks.awaitTime("keys", "2024-01-02 00:00:00");
        assertThat(Accessibility.faults(this.window)).as("message").isEmpty();
        this.window.driver().executeScript("document.getElementById('title').focus()");
        keys.tabTo("Stop keys").enter();
        clocks.awaitState("keys", "Stopped");
        keys.awaitFocus("Start keys");
        keys.tabTo("Delete keys").enter();
        clocks.question();
        keys.awaitFocus("Cancel");
        keys.tabTo("Delete the clock").enter();
        clocks.awaitNoClock("keys");
        keys.awaitFocus("Clocks");
    }

    private void putClock(String name) {
        this.system.services()
            .producer()
            .api()
            .put("/api/clocks/" + name, "{\"from\":\"2024-01-01\",\"speedup\":60}".getBytes(UTF_8), 201);
    }

    private JsonNode api(String path) {
        return this.system.services().producer().api().get(path);
    }

}
