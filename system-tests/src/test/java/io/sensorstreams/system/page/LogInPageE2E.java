package io.sensorstreams.system.page;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.sensorstreams.harness.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs in and out on the pages, as the operator and as a viewer. */
@PageTests
class LogInPageE2E extends PageFixture {

    private static final String OPERATOR = "a-password-of-the-operator";

    private static final String VIEWER = "a-password-of-the-viewer";

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR"), Map.of("SENSOR_SECURITY_ENABLED", "true",
                "SENSOR_OPERATOR_PASSWORD", OPERATOR, "SENSOR_VIEWER_PASSWORD", VIEWER));
        this.system.addSample("AIR2401.csv");
        String basic = Base64.getEncoder().encodeToString(("operator:" + OPERATOR).getBytes(StandardCharsets.UTF_8));
        new Api(HttpClient.newHttpClient(), this.system.services().producer().api().address(),
                Map.of("Authorization", "Basic " + basic))
            .post("/api/streams", """
                    {"name":"air","topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},
                     "pace":{"type":"rate","perSecond":20}}""", 201);
        this.window = this.system.producerWindow();
    }

    @BeforeEach
    void nobodyIsLoggedIn() {
        this.window.open("/ui/log-in");
        this.window.driver().manage().deleteAllCookies();
        this.window.expect("status of 401");
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        this.window.expect("status of 401");
        assertThat(this.window.complaints()).isEmpty();
        this.window.systemTheme("light");
    }

    @Test
    void theOperatorLogsInToTheAddressThatWasAskedForAndOut() {
        this.window.open("/ui/streams/air");
        logIn("operator", OPERATOR);

        StreamView air = StreamView.shown(this.window, "air");
        assertThat(this.window.address()).isEqualTo("/ui/streams/air");
        air.press("Start");
        air.awaitState("Running");
        air.awaitRowsWatched(3);
        air.press("Pause");
        air.awaitState("Paused");
        air.press("Stop");
        air.awaitState("Stopped");
        this.window.click(By.id("user"));
        this.window.click(Locate.entry("Log out"));

        View out = new View(this.window, "Log in");
        out.awaitText(By.id("main"), "You are logged out.");
        this.window.open("/ui/streams/air");
        new View(this.window, "Log in");
    }

    @Test
    void aViewerSeesEverythingAndNoButtonThatIsNotAllowed() {
        this.window.open("/ui/streams");
        logIn("viewer", VIEWER);
        StreamsView streams = StreamsView.shown(this.window);
        streams.awaitListed("air");
        for (String button : List.of("New stream", "Start air", "More for air", "All streams")) {
            assertThat(streams.offers(button)).as(button).isFalse();
        }

        StreamView air = streams.go("air");
        air.awaitFact("Topic", "AIR");
        assertThat(air.offers("Start")).isFalse();
        assertThat(air.offers("Change the pace")).isFalse();
        this.window.open("/ui/files");
        View files = new View(this.window, "Files");
        files.awaitText(Locate.row("files", "AIR2401.csv"), "8,821");
        assertThat(files.offers("Choose files")).isFalse();
        assertThat(files.offers("Stream AIR2401.csv")).isFalse();
        this.window.open("/ui/new");
        new View(this.window, "New stream").awaitText(By.id("main"), "You may look only");
    }

    @Test
    void aViewerOfTheConsumerSeesNoButtonThatIsNotAllowed() {
        Browser consumer = this.system.consumerWindow();
        consumer.expect("status of 401");
        consumer.open("/ui/groups");
        logIn(consumer, "viewer", VIEWER);
        View groups = new View(consumer, "Groups");
        groups.awaitText(Locate.row("groups", "AIR"), "AIR");
        assertThat(groups.offers("Pause AIR")).isFalse();
        consumer.open("/ui/audits");
        new View(consumer, "Audits").awaitText(By.cssSelector(".empty"), "The operator can start one.");
        assertThat(consumer.shows(By.id("audit"))).isFalse();
        consumer.open("/ui/groups/AIR/replay");
        new View(consumer, "Replay of AIR").awaitText(By.id("main"), "Only the operator can replay a topic.");
        assertThat(consumer.complaints()).isEmpty();
    }

    @Test
    void aWrongPasswordIsToldAndNothingIsInTheAddress() {
        this.window.open("/ui/files");
        logIn("operator", "wrong");

        View view = new View(this.window);
        this.window.awaitShown(By.id("log-in-problem"));
        assertThat(this.window.address()).doesNotContain("wrong").doesNotContain("operator");
        new Keyboard(this.window).awaitFocus("Password");
        logIn("operator", OPERATOR);
        view.awaitTitle("Files");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/..//example.org/", "/.//example.org/x?y", "//example.org/", "https://example.org/",
            "/\\example.org/", "javascript:alert(1)" })
    void aLogInLeadsToNoOtherService(String to) {
        this.window.open("/ui/log-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
        logIn("operator", OPERATOR);

        StreamsView.shown(this.window);
        assertThat(this.window.address()).isEqualTo("/ui/streams");
    }

    @Test
    void aSessionThatEndsKeepsWhatWasTyped() {
        this.window.open("/ui/new");
        logIn("operator", OPERATOR);
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.shown(this.window, "New stream");
        form.type("File", "AIR2401.csv").type("Name", "typed");

        this.window.driver().manage().deleteAllCookies();
        form.awaitText(By.id("log-in-again"), "What you have typed is still here.");
        this.window.type(Locate.field("Password"), OPERATOR);
        this.window.click(By.id("log-in-submit"));

        this.window.awaitGone(By.id("log-in-again"));
        assertThat(form.value("Name")).isEqualTo("typed");
        form.press("Create and start");
        StreamView.shown(this.window, "typed").awaitState("Running");
        StreamView.shown(this.window, "typed").press("Stop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "light", "dark" })
    void theLogInIsAccessibleAndFitsNarrowScreens(String theme) {
        this.window.systemTheme(theme);
        this.window.size(360, 800);
        this.window.open("/ui/streams");
        new View(this.window, "Log in");

        assertThat(Accessibility.faults(this.window)).isEmpty();
        assertThat(this.window.isTooWide()).isFalse();
        logIn("operator", "wrong");
        this.window.awaitShown(By.id("log-in-problem"));
        assertThat(Accessibility.faults(this.window)).isEmpty();
        new Keyboard(this.window).type(OPERATOR).enter();
        StreamsView.shown(this.window).awaitListed("air");
        assertThat(this.window.isTooWide()).isFalse();
        this.window.size(1280, 900);
    }

    private void logIn(String user, String password) {
        logIn(this.window, user, password);
    }

    private static void logIn(Browser window, String user, String password) {
        window.awaitShown(By.id("log-in"));
        window.type(Locate.field("User"), user);
        window.type(Locate.field("Password"), password);
        window.click(By.id("log-in-submit"));
    }

}
