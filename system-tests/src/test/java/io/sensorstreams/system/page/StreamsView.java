package io.sensorstreams.system.page;

import java.util.List;

import org.openqa.selenium.By;

/** All streams. */
final class StreamsView extends View {

    private StreamsView(Browser browser) {
        super(browser, "Streams");
    }

    static StreamsView open(Browser browser) {
        return open(browser, "");
    }

    /** Opens the list as an address with order and filter shows it. */
    static StreamsView open(Browser browser, String query) {
        browser.open("/ui/streams" + query);
        return shown(browser);
    }

    static StreamsView shown(Browser browser) {
        return new StreamsView(browser);
    }

    StreamView go(String stream) {
        browser().click(By.linkText(stream));
        return StreamView.shown(browser(), stream);
    }

    void awaitState(String stream, String state) {
        awaitText(By.cssSelector(row(stream) + " .badge"), state);
    }

    void awaitListed(String stream) {
        browser().awaitShown(By.cssSelector(row(stream)));
    }

    void awaitNotListed(String stream) {
        browser().awaitShown(By.id("title"));
        browser().awaitGone(By.cssSelector(row(stream)));
    }

    String rows(String stream) {
        return browser().text(Locate.cell("streams-" + stream, "Rows"));
    }

    String textOf(String stream) {
        return browser().text(By.cssSelector(row(stream)));
    }

    /** Returns the names in the order of the list. */
    List<String> names() {
        return browser().texts("#streams tbody .title-link");
    }

    void filter(String text) {
        browser().type(By.id("streams-filter"), text);
    }

    void show(String facet) {
        browser()
            .click(By.xpath("//button[contains(@class, 'chip')][starts-with(normalize-space(), '" + facet + "')]"));
    }

    void sortBy(String column) {
        browser().click(By.xpath("//table[@id='streams']//th/button[normalize-space()='" + column + "']"));
    }

    private static String row(String stream) {
        return "[id='streams-" + stream + "']";
    }

}
