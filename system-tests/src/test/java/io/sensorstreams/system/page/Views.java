package io.sensorstreams.system.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/** All views of a service, by address, and what every one of them must be. */
final class Views {

    private final Browser window;

    private final Map<String, By> views = new LinkedHashMap<>();

    Views(Browser window) {
        this.window = window;
    }

    /**
     * Adds a view.
     * @param complete what is there when the view is complete
     */
    Views with(String path, By complete) {
        this.views.put(path, complete);
        return this;
    }

    private void open(String path) {
        this.window.open(path);
        this.window.awaitShown(this.views.get(path));
    }

    void assertAccessible() {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        this.views.keySet().forEach((path) -> {
            open(path);
            faults.put(path, Accessibility.faults(this.window));
        });
        faults.values().removeIf(List::isEmpty);
        assertThat(faults).isEmpty();
    }

    void assertNotWiderThanTheWindow() {
        List<String> wider = new ArrayList<>();
        this.views.keySet().forEach((path) -> {
            open(path);
            if (this.window.isTooWide()) {
                wider.add(path);
            }
        });
        assertThat(wider).isEmpty();
    }

    /** A reload shows the same view at the same address. */
    void assertReloadable(String endOfTitle) {
        this.views.forEach((path, complete) -> {
            open(path);
            String title = this.window.driver().getTitle();
            this.window.reload();
            this.window.awaitShown(complete);
            assertThat(this.window.address()).isEqualTo(path);
            assertThat(this.window.driver().getTitle()).isEqualTo(title).endsWith(endOfTitle);
        });
    }

}
