package io.sensorstreams.system.page;

import java.util.List;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The form of a stream that is new or is changed. */
final class StreamForm extends View {

    private static final By PREVIEW = By.id("preview");

    private StreamForm(Browser browser, String title) {
        super(browser, title);
        browser.awaitShown(By.id("stream-form"));
    }

    static StreamForm open(Browser browser, String query) {
        browser.open("/ui/new" + query);
        return shown(browser, "New stream");
    }

    static StreamForm shown(Browser browser, String title) {
        return new StreamForm(browser, title);
    }

    StreamForm type(String field, String text) {
        browser().type(Locate.field(field), text);
        return this;
    }

    /** Types into the field of this path in the request. */
    StreamForm typeAt(String path, String text) {
        browser().type(By.cssSelector("[data-path='" + path + "']"), text);
        return this;
    }

    /** Chooses one of a few choices that are beside each other. */
    StreamForm choose(String choice) {
        browser().click(Locate.choice(choice));
        return this;
    }

    StreamForm select(String field, String option) {
        browser().click(Locate.option(field, option));
        return this;
    }

    /** Opens or closes a part of the form. */
    StreamForm unfold(String summary) {
        browser().click(By.xpath("//summary[normalize-space()='" + summary + "']"));
        return this;
    }

    StreamForm tick(String check) {
        browser().click(Locate.field(check));
        return this;
    }

    String value(String field) {
        return browser().ask(Locate.field(field), (element) -> element.getDomProperty("value"));
    }

    void awaitValue(String field, String value) {
        browser().until(field + " is " + value, () -> value(field).equals(value));
    }

    /** Waits until the preview has this text. */
    StreamForm awaitPreview(String text) {
        awaitText(PREVIEW, text);
        return this;
    }

    /** Returns partition, key and JSON of the records of the preview. */
    List<String> previewed() {
        return browser().texts("#preview .records > li");
    }

    void awaitErrorOf(String field, String text) {
        awaitText(Locate.errorOf(field), text);
    }

    void awaitNoErrorOf(String field) {
        browser().awaitGone(Locate.errorOf(field));
    }

    /** Waits until a field has the focus. */
    void awaitFocus(String field) {
        browser().until("focus on " + field, () -> {
            WebElement focused = browser().driver().switchTo().activeElement();
            return focused.equals(browser().driver().findElement(Locate.field(field)));
        });
    }

}
