package io.sensorstreams.system.page;

import org.openqa.selenium.By;

/** One consumer group. */
final class GroupView extends View {

    private GroupView(Browser browser, String group) {
        super(browser, group);
    }

    static GroupView open(Browser browser, String group) {
        browser.open("/ui/groups/" + group);
        return new GroupView(browser, group);
    }

    void awaitState(String state) {
        awaitText(By.id("state"), state);
    }

    void more(String group, String entry) {
        choose("More for group " + group, entry);
    }

}
