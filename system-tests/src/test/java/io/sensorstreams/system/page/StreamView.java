package io.sensorstreams.system.page;

import java.util.List;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** One stream. */
final class StreamView extends View {

    private static final String WATCHED = "#rows .feed tr";

    private StreamView(Browser browser, String stream) {
        super(browser, stream);
    }

    static StreamView open(Browser browser, String stream) {
        browser.open("/ui/streams/" + stream);
        return shown(browser, stream);
    }

    static StreamView shown(Browser browser, String stream) {
        return new StreamView(browser, stream);
    }

    void awaitState(String state) {
        awaitText(By.id("state"), state);
    }

    /** Returns the number of acknowledged rows. */
    long acknowledged() {
        return Long
            .parseLong(browser().text(Locate.figure("acked")).lines().findFirst().orElseThrow().replace(",", ""));
    }

    void awaitAcknowledged(long atLeast) {
        browser().until(atLeast + " rows are acknowledged", () -> acknowledged() >= atLeast);
    }

    void awaitFigure(String id, String text) {
        awaitText(Locate.figure(id), text);
    }

    void awaitFact(String name, String value) {
        awaitText(Locate.fact(name), value);
    }

    /** Opens the menu of what is done seldom and chooses from it. */
    void more(String stream, String entry) {
        choose("More for " + stream, entry);
    }

    /** Chooses a kind of pace and waits until its fields are there. */
    void chooseKindOfPace(String kind) {
        browser().click(Locate.choice(kind));
    }

    void typePace(String field, String value) {
        browser().type(Locate.field(field), value);
    }

    /** Moves the slider of the pace by keys and leaves it. */
    void slideRate(int steps) {
        By slider = By.cssSelector("#pace input[type=range]");
        Keys arrow = (steps > 0) ? Keys.ARROW_RIGHT : Keys.ARROW_LEFT;
        browser().use(slider, (element) -> element.sendKeys(arrow.toString().repeat(Math.abs(steps))));
    }

    String errorOf(String field) {
        return browser().text(Locate.errorOf(field));
    }

    void awaitRowsWatched(int atLeast) {
        browser().until(atLeast + " rows are shown", () -> watched().size() >= atLeast);
    }

    /** Returns the rows that are shown, the newest first. */
    List<String> watched() {
        return browser().texts(WATCHED);
    }

    void awaitNote(String id, String text) {
        awaitText(By.id(id), text);
    }

    void awaitSampled() {
        awaitText(By.id("sampled"), "Sampled: up to");
    }

    /** Returns the definition as JSON. */
    String json() {
        press("As JSON");
        return browser().text(By.cssSelector("#definition pre"));
    }

}
