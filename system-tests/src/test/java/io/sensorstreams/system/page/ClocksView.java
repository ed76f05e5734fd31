package io.sensorstreams.system.page;

import org.openqa.selenium.By;

/** All clocks, and the form of a new one. */
final class ClocksView extends View {

    private static final String NEW = "new-clock";

    private ClocksView(Browser browser) {
        super(browser, "Clocks");
        browser.awaitShown(By.id(NEW));
    }

    static ClocksView open(Browser browser) {
        browser.open("/ui/clocks");
        return new ClocksView(browser);
    }

    /** Types into a field of the form. */
    ClocksView type(String field, String text) {
        browser().type(Locate.fieldIn(NEW, field), text);
        return this;
    }

    String value(String field) {
        return browser().ask(Locate.fieldIn(NEW, field), (element) -> element.getDomProperty("value"));
    }

    ClocksView create() {
        press("Create the clock");
        return this;
    }

    void awaitErrorOf(String field, String text) {
        awaitText(Locate.errorIn(NEW, field), text);
    }

    /** Waits for a problem that no field has caused. */
    void awaitProblem(String text) {
        awaitText(By.cssSelector("#" + NEW + " .note"), text);
    }

    void awaitNoErrorOf(String field) {
        browser().awaitGone(Locate.errorIn(NEW, field));
    }

    void awaitClock(String clock) {
        browser().awaitShown(By.id(card(clock)));
    }

    void awaitNoClock(String clock) {
        browser().awaitGone(By.id(card(clock)));
    }

    void awaitState(String clock, String state) {
        awaitText(By.cssSelector("[id='" + card(clock) + "'] .badge.large"), state);
    }

    /** Returns what the clock shows, such as "2024-01-01 00:00:00". */
    String time(String clock) {
        return browser().text(By.cssSelector("[id='" + card(clock) + "'] .lead-figure"));
    }

    void awaitTime(String clock, String start) {
        browser().until(clock + " shows " + start, () -> time(clock).startsWith(start));
    }

    void awaitText(String clock, String text) {
        awaitText(By.id(card(clock)), text);
    }

    /** Changes the speed or seeks, by the form of a clock. */
    void change(String clock, String field, String value, String button) {
        browser().type(Locate.fieldIn(card(clock), field), value);
        press(button + ": " + clock);
    }

    String valueOf(String clock, String field) {
        return browser().ask(Locate.fieldIn(card(clock), field), (element) -> element.getDomProperty("value"));
    }

    void awaitErrorOf(String clock, String field, String text) {
        awaitText(Locate.errorIn(card(clock), field), text);
    }

    void awaitNoErrorOf(String clock, String field) {
        browser().awaitGone(Locate.errorIn(card(clock), field));
    }

    private static String card(String clock) {
        return "clock-" + clock;
    }

}
