package io.sensorstreams.system.page;

import java.util.List;

import org.openqa.selenium.By;

/** One partition of a group. */
final class PartitionView extends View {

    private PartitionView(Browser browser, String partition) {
        super(browser, partition);
    }

    static PartitionView open(Browser browser, String topic, int partition) {
        browser.open("/ui/partitions/%s/%s/%d".formatted(topic, topic, partition));
        return new PartitionView(browser, topic + "[" + partition + "]");
    }

    void awaitState(String state) {
        awaitText(By.id("state"), state);
    }

    long committed() {
        return number("committed");
    }

    void awaitCommitted(long atLeast) {
        browser().until(atLeast + " is committed", () -> committed() >= atLeast);
    }

    void awaitCommittedAtMost(long most) {
        browser().until("at most " + most + " is committed", () -> committed() <= most);
    }

    void awaitRowsWatched(int atLeast) {
        browser().until(atLeast + " rows are shown", () -> watched().size() >= atLeast);
    }

    /** Returns the rows that are shown, the newest first. */
    List<String> watched() {
        return browser().texts("#rows .feed tr");
    }

    /** Waits until a figure is known, and returns it. */
    private long number(String figure) {
        By value = Locate.figure(figure);
        browser().until(figure + " is known", () -> Character.isDigit(browser().text(value).charAt(0)));
        return Long.parseLong(browser().text(value).lines().findFirst().orElseThrow().replace(",", ""));
    }

}
