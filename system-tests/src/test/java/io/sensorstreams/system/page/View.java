package io.sensorstreams.system.page;

import org.openqa.selenium.By;

/** What a user sees and does on every view. */
class View {

    static final By TITLE = By.id("title");

    private static final By QUESTION = By.id("confirm");

    private static final By CONNECTION = By.cssSelector("#connection.connection");

    private final Browser browser;

    View(Browser browser) {
        this.browser = browser;
    }

    /** Waits until the view with this heading is shown. */
    View(Browser browser, String title) {
        this(browser);
        awaitTitle(title);
    }

    final Browser browser() {
        return this.browser;
    }

    final void awaitTitle(String title) {
        this.browser.until("view " + title, () -> this.browser.text(TITLE).equals(title));
    }

    final void press(String button) {
        this.browser.click(Locate.button(button));
    }

    /** Chooses an entry of a menu. */
    final void choose(String menu, String entry) {
        press(menu);
        this.browser.click(Locate.entry(entry));
    }

    /** Waits for the question before something is lost, and returns its text. */
    final String question() {
        this.browser.awaitShown(QUESTION);
        return this.browser.text(QUESTION);
    }

    /** Answers a question with its own button, such as "Delete the stream". */
    final void answer(String button) {
        this.browser.click(Locate.buttonIn("confirm", button));
        awaitNoQuestion();
    }

    final void awaitNoQuestion() {
        this.browser.awaitGone(QUESTION);
    }

    /** Waits for a message about what was done. */
    final void awaitMessage(String text) {
        this.browser.until("message " + text, () -> this.browser.text(By.id("messages")).contains(text));
    }

    final void awaitText(By where, String text) {
        this.browser.until("text \"" + text + "\" in " + where, () -> this.browser.text(where).contains(text));
    }

    /** Waits for the note that the service does not answer. */
    final void awaitConnectionLost() {
        awaitText(CONNECTION, "Connection lost");
    }

    final void awaitConnection() {
        this.browser.awaitGone(CONNECTION);
    }

    final boolean offers(String button) {
        return this.browser.shows(Locate.button(button));
    }

}
