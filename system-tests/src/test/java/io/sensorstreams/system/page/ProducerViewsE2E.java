package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Looks at every view of the producer-service as different people do. */
@PageTests
@Tag("nightly")
class ProducerViewsE2E extends EveryView {

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.system.createStream("slow", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},
                 "pace":{"type":"rate","perSecond":5},"autoStart":true}""");
        Files.writeString(this.system.services().data().resolve("bad.csv"), "Time,Station\nlonger,than,the,header\n");
        this.system.createStream("failed", """
                {"topic":"NOWHERE","source":{"type":"csv","file":"bad.csv","onBadRow":"fail"},"autoStart":true}""");
        for (String name : List.of("a", "b", "c")) {
            this.system.createStream(name,
                    "{\"topic\":\"AIR\",\"source\":{\"type\":\"csv\",\"file\":\"AIR2401.csv\"}}");
        }
        for (String clock : List.of("january", "second")) {
            this.system.services()
                .producer()
                .api()
                .put("/api/clocks/" + clock, "{\"from\":\"2024-01-01\"}".getBytes(UTF_8), 201);
        }
        this.system.createStream("clocked", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv","order":"reversed"},
                 "pace":{"type":"event-time","clock":"january"},"autoStart":true}""");
        this.window = this.system.producerWindow();
        this.views = new Views(this.window).with("/ui/streams", By.id("streams-slow"))
            .with("/ui/streams/slow", By.cssSelector("#rows .feed tr"))
            .with("/ui/streams/failed", By.id("last-error"))
            .with("/ui/streams/nothing", By.cssSelector(".empty"))
            .with("/ui/streams/failed/edit", By.cssSelector("#preview .note"))
            .with("/ui/new", By.id("stream-form"))
            .with("/ui/new?file=AIR2401.csv", By.cssSelector("#preview .json"))
            .with("/ui/new?source=random", By.id("columns-type"))
            .with("/ui/new?clock=january", By.id("field-pace-clock"))
            .with("/ui/clocks", By.cssSelector("#clock-january li"))
            .with("/ui/files", By.id("files-AIR2401.csv"))
            .with("/ui/file?name=AIR2401.csv", By.cssSelector("#first-records tr"))
            .with("/ui/docs", By.linkText("All requests"))
            .with("/ui/docs/rest", By.linkText("OpenAPI"))
            .with("/ui/nothing", By.linkText("Go to the first view"));
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        this.window.expect("streams/nothing - .* status of 404");
        this.window.expect("preview.* status of 400");
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
        this.window.size(1280, 900);
        this.window.systemTheme("light");
    }

    @ParameterizedTest
    @ValueSource(strings = { "light", "dark" })
    void axeFindsNothingSeriousInWhatOpens(String theme) {
        this.window.systemTheme(theme);
        StreamView stream = StreamView.open(this.window, "slow");
        stream.press("More for slow");
        assertThat(Accessibility.faults(this.window)).as("menu").isEmpty();
        stream.press("More for slow");
        stream.more("slow", "Delete");
        stream.question();
        assertThat(Accessibility.faults(this.window)).as("question").isEmpty();
        stream.answer("Cancel");
        stream.press("As JSON");
        stream.press("Stop");
        stream.awaitMessage("is stopped");
        assertThat(Accessibility.faults(this.window)).as("message").isEmpty();
        stream.press("Start");
        stream.awaitState("Running");
        this.window.expect("streams - .* status of 400");
        StreamForm form = StreamForm.open(this.window, "");
        form.unfold("Dialect, columns, missing values, bad rows");
        form.press("Create and start");
        form.awaitFocus("File");
        assertThat(Accessibility.faults(this.window)).as("rejected form").isEmpty();
    }

    @Override
    String endOfTitle() {
        return " – Producer – Sensor Streams";
    }

    @Test
    void filterAndOrderAreInTheAddress() {
        StreamsView streams = StreamsView.open(this.window);
        streams.awaitListed("slow");
        assertThat(streams.names()).containsExactly("a", "b", "c", "clocked", "failed", "slow");
        streams.sortBy("Stream");
        streams.show("Stopped");
        this.window.until("the list is filtered", () -> streams.names().equals(List.of("c", "b", "a")));
        assertThat(this.window.address()).contains("sort=-name", "show=stopped");

        this.window.reload();
        StreamsView again = StreamsView.shown(this.window);
        this.window.until("the list is still filtered", () -> again.names().equals(List.of("c", "b", "a")));
        again.show("Stopped");
        again.filter("bad.csv");
        this.window.until("streams of a file", () -> again.names().equals(List.of("failed")));
        this.window.until("the address has the text", () -> this.window.address().contains("q=bad.csv"));
        again.go("failed");
        this.window.back();

        StreamsView back = StreamsView.shown(this.window);
        this.window.until("the list is as it was", () -> back.names().equals(List.of("failed")));
    }

    @Test
    void everyActionWorksWithoutAMouse() {
        this.system.createStream("keys", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"pace":{"type":"rate","perSecond":5}}""");
        StreamsView streams = StreamsView.open(this.window);
        streams.awaitListed("keys");
        Keyboard keys = new Keyboard(this.window);

        keys.tabTo("Skip to the content").enter().tabTo("Start keys").enter();
        streams.awaitState("keys", "Running");
        keys.awaitFocus("Pause keys");
        keys.enter();
        streams.awaitState("keys", "Paused");
        keys.tabTo("More for keys").press(Keys.ARROW_DOWN).awaitFocus("Stop");
        keys.enter();
        streams.awaitState("keys", "Stopped");
        keys.awaitFocus("More for keys");
        keys.enter().escape().awaitFocus("More for keys");

        keys.press(Keys.chord(Keys.SHIFT, Keys.TAB)).press(Keys.chord(Keys.SHIFT, Keys.TAB)).awaitFocus("keys");
        keys.enter();
        StreamView stream = StreamView.shown(this.window, "keys");
        keys.awaitFocus("keys");
        keys.tabTo("Start").enter();
        stream.awaitState("Running");
        keys.awaitFocus("Pause");
        keys.tabTo("Rate").press(Keys.ARROW_RIGHT).tabTo("Time between two rows").type("100ms").enter();
        stream.awaitMessage("Pace of keys: a row every 100 ms.");
        stream.awaitRowsWatched(2);
        keys.tabTo("As JSON").enter();
        stream.awaitText(By.cssSelector("#definition pre"), "\"every\": \"100ms\"");

        this.window.driver().executeScript("document.getElementById('title').focus()");
        keys.tabTo("More for keys").enter().tabTo("Delete").enter();
        stream.question();
        keys.awaitFocus("Cancel");
        keys.escape();
        stream.awaitNoQuestion();
        keys.awaitFocus("More for keys");
        keys.enter().tabTo("Delete").enter();
        stream.question();
        this.window.expect("streams/keys.* - .* status of 404");
        keys.tabTo("Delete the stream").enter();
        StreamsView.shown(this.window).awaitNotListed("keys");
        keys.awaitFocus("Streams");
    }

    @Test
    void aFormIsFilledWithoutAMouse() {
        StreamsView.open(this.window).awaitListed("slow");
        Keyboard keys = new Keyboard(this.window);

        keys.tabTo("New stream").enter().awaitFocus("New stream");
        keys.tabTo("File").type("AIR2401.csv").tabTo("Name").type("typed").tabTo("Limit (optional)").type("5");
        keys.tabTo("Partition of a row").press("in turn").tabTo("Create and start").enter();
        StreamView typed = StreamView.shown(this.window, "typed");
        typed.awaitState("Completed");
        typed.awaitFact("Partition", "in turn, by row number");
        this.system.services().producer().api().delete("/api/streams/typed");
    }

    @Test
    void gapsOfAFileAreCompleteInANarrowWindow() {
        this.window.size(360, 844);
        this.window.open("/ui/file?name=AIR2401.csv");
        this.window.awaitShown(By.cssSelector(".gaps tbody tr"));

        assertThat(this.window.driver().executeScript("""
                const gaps = document.querySelector('.gaps');
                return gaps.scrollWidth <= gaps.clientWidth && gaps.scrollHeight <= gaps.clientHeight;"""))
            .isEqualTo(true);
    }

    @Test
    void showsADocumentAsItIsMeant() {
        this.window.open("/ui/docs/labs");
        this.window.awaitShown(By.xpath("//em[.='Producer']"));

        assertThat(this.window.text(By.tagName("article"))).doesNotContain("*Producer*");
    }

    @Test
    void saysThatItCannotBeLoaded() {
        this.window.expect("net::ERR_BLOCKED_BY_CLIENT");
        this.window.openWithout("/app/table.js", "/ui/streams");

        new View(this.window).awaitText(By.id("page"), "The page could not be loaded. Reload it.");
        this.window.reload();
        StreamsView.shown(this.window).awaitListed("slow");
    }

    @Test
    void theThemeIsKept() {
        StreamsView streams = StreamsView.open(this.window);
        turnTheme(streams, "Theme of the system", "Light theme");
        String light = background();
        turnTheme(streams, "Light theme", "Dark theme");
        assertThat(background()).isNotEqualTo(light);

        this.window.reload();
        turnTheme(StreamsView.shown(this.window), "Dark theme", "Theme of the system");
        assertThat(background()).isEqualTo(light);
    }

    /**
     * Returns when the page has the next theme: a click may return before it is handled.
     */
    private void turnTheme(StreamsView streams, String from, String to) {
        streams.press(from + "; change");
        this.window.awaitShown(Locate.button(to + "; change"));
    }

    private String background() {
        return this.window.ask(By.tagName("html"), (page) -> page.getCssValue("background-color"));
    }

}
