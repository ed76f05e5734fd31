package io.sensorstreams.system.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every view of a service. */
abstract class EveryView extends PageFixture {

    Views views;

    /** End of the title of each view. */
    abstract String endOfTitle();

    @ParameterizedTest
    @ValueSource(strings = { "light", "dark" })
    void axeFindsNothingSeriousOnAnyView(String theme) {
        this.window.systemTheme(theme);
        this.views.assertAccessible();
    }

    @ParameterizedTest
    @ValueSource(ints = { 360, 390, 768 })
    void noViewIsWiderThanTheWindow(int width) {
        this.window.size(width, 844);
        this.views.assertNotWiderThanTheWindow();
    }

    @Test
    void everyViewHasAnAddressThatCanBeReloaded() {
        this.views.assertReloadable(endOfTitle());
    }

}
