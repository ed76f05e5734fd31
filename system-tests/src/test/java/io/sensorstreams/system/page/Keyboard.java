package io.sensorstreams.system.page;

import java.util.ArrayList;
import java.util.List;

import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The keys of a user who has no mouse. */
final class Keyboard {

    /** More elements than any view has. */
    private static final int MOST = 150;

    private final Browser window;

    Keyboard(Browser window) {
        this.window = window;
    }

    /**
     * Presses Tab until the element of this name has the focus. The name is what a screen
     * reader says.
     */
    Keyboard tabTo(String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            press(Keys.TAB);
            String focused = focused();
            if (focused.equals(name)) {
                return this;
            }
            passed.add(focused);
        }
        throw new AssertionError("Tab does not lead to %s, but to %s".formatted(name, passed));
    }

    Keyboard enter() {
        return press(Keys.ENTER);
    }

    Keyboard escape() {
        return press(Keys.ESCAPE);
    }

    Keyboard press(CharSequence... keys) {
        for (CharSequence key : keys) {
            this.window.driver().switchTo().activeElement().sendKeys(key);
        }
        return this;
    }

    /** Replaces the text of the field with the focus. */
    Keyboard type(String text) {
        return press(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Waits until the element of this name has the focus. */
    void awaitFocus(String name) {
        this.window.until("focus on " + name, () -> focused().equals(name));
    }

    private String focused() {
        WebElement focused = this.window.driver().switchTo().activeElement();
        return String.valueOf(focused.getAccessibleName());
    }

}
