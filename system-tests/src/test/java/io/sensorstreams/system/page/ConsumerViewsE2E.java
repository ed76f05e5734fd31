package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at every view of the consumer-service as different people do. */
@PageTests
@Tag("nightly")
class ConsumerViewsE2E extends EveryView {

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR", "EARTH", "WATER"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.system.createStream("air", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"partitioning":"row",
                 "pace":{"type":"rate","perSecond":5},"autoStart":true}""");
        this.system.services().awaitRowsInFiles("AIR", 60, Duration.ofMinutes(1));
        String audit = this.system.services().consumer().api().audit(Duration.ofMinutes(1)).path("id").asString();
        this.window = this.system.consumerWindow();
        this.views = new Views(this.window).with("/ui/partitions", Locate.row("partitions", "AIR/AIR/0"))
            .with("/ui/partitions/AIR/AIR/0", By.cssSelector("#rows .feed tr"))
            .with("/ui/partitions/AIR/AIR/9", By.cssSelector(".empty"))
            .with("/ui/partitions/AIR/AIR/0/skip", By.id("skip-form"))
            .with("/ui/files", Locate.row("files", "AIR/AIR/0/" + OutputFileView.name("AIR", 0)))
            .with("/ui/files/AIR/AIR/0/" + OutputFileView.name("AIR", 0), By.cssSelector("#plot canvas"))
            .with("/ui/groups", Locate.row("groups", "AIR"))
            .with("/ui/groups/AIR", Locate.row("partitions", "AIR/AIR/0"))
            .with("/ui/groups/AIR/replay?from=offset", Locate.field("Offset"))
            .with("/ui/audits", By.cssSelector("#audits .badge"))
            .with("/ui/audits/" + audit, By.id("verdict-note"))
            .with("/ui/docs/files", By.tagName("article"));
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
        this.window.size(1280, 900);
        this.window.systemTheme("light");
    }

    @Override
    String endOfTitle() {
        return " – Consumer – Sensor Streams";
    }

    @Test
    void everyActionWorksWithoutAMouse() {
        this.window.open("/ui/groups");
        View groups = new View(this.window, "Groups");
        Keyboard keys = new Keyboard(this.window);

        keys.tabTo("Pause WATER").enter();
        groups.awaitText(Locate.row("groups", "WATER"), "Paused");
        keys.awaitFocus("Resume WATER");
        keys.tabTo("More for group WATER").enter().tabTo("Stop").enter();
        groups.awaitText(Locate.row("groups", "WATER"), "Stopped");
        keys.awaitFocus("More for group WATER");
        keys.enter().tabTo("Replay").enter();
        View replay = new View(this.window, "Replay of WATER");
        keys.tabTo("Replay").enter();
        replay.question();
        keys.awaitFocus("Cancel");
        keys.escape();
        replay.awaitNoQuestion();
        keys.awaitFocus("Replay");
        keys.enter();
        replay.question();
        keys.tabTo("Replay").enter();
        replay.awaitText(By.id("result"), "The group is started again");

        this.window.open("/ui/audits");
        new View(this.window, "Audits");
        keys.tabTo("WATER").enter().tabTo("Audit WATER").enter();
        new View(this.window, "Audit").awaitText(By.id("verdict"), "Clean");
    }

}
