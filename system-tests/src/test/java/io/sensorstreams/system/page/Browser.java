package io.sensorstreams.system.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;

import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * One window of a user on the page of a service. It waits for what it is asked for,
 * because the page changes by itself all the time.
 */
final class Browser implements AutoCloseable {

    /** The machine may be busy with other tests. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(50);

    private static final Path PICTURES = Path.of("target", "pages");

    /**
     * The browser ends requests when the machine gets another network, such as that of a
     * container.
     */
    private static final Pattern OTHER_NETWORK = Pattern.compile("net::ERR_NETWORK_CHANGED");

    private final ChromeDriver driver;

    private final String service;

    private final List<Pattern> expected = new ArrayList<>();

    /**
     * Opens an empty window.
     * @param service address of the service, without a slash at its end
     */
    Browser(String service, Path downloads) {
        this.service = service;
        this.driver = Chromium.start(downloads);
    }

    ChromeDriver driver() {
        return this.driver;
    }

    /** Loads an address of the service, such as {@code /ui/streams}. */
    void open(String path) {
        this.driver.get(this.service + path);
        until("the page is loaded", () -> {
            if (!texts(".boot").isEmpty() && texts(".boot").get(0).contains("Reload it")) {
                reload();
            }
            return texts(".boot").isEmpty();
        });
    }

    /** Loads an address while a file of the page cannot be loaded. */
    void openWithout(String file, String path) {
        this.driver.executeCdpCommand("Network.enable", Map.of());
        this.driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*" + file)));
        this.driver.get(this.service + path);
        this.driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of()));
    }

    /** Shows an empty page, which sends no requests. */
    void leave() {
        this.driver.get("about:blank");
    }

    /** Returns path and query of the address that the user sees. */
    String address() {
        return String.valueOf(this.driver.getCurrentUrl()).substring(this.service.length());
    }

    void reload() {
        this.driver.navigate().refresh();
    }

    void back() {
        this.driver.navigate().back();
    }

    /** Gives the window another size, in CSS pixels. */
    void size(int width, int height) {
        this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Returns whether the page must be scrolled to the side. */
    boolean isTooWide() {
        return Boolean.TRUE.equals(this.driver
            .executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /** Gives the system of the user a theme: {@code light} or {@code dark}. */
    void systemTheme(String theme) {
        this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Makes the network send no more than so many bytes a second; 0 for no limit. */
    void uploadSpeed(int bytesPerSecond) {
        this.driver.executeCdpCommand("Network.enable", Map.of());
        this.driver.executeCdpCommand("Network.emulateNetworkConditions", Map.of("offline", false, "latency", 0,
                "downloadThroughput", -1, "uploadThroughput", (bytesPerSecond == 0) ? -1 : bytesPerSecond));
    }

    /**
     * Does something with the first such element, as soon as it is there and can be used.
     */
    void use(By what, Consumer<WebElement> action) {
        until("use of " + what, () -> {
            action.accept(this.driver.findElement(what));
            return true;
        });
    }

    /** Scrolls to an element and clicks it. */
    void click(By what) {
        use(what, (element) -> {
            this.driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
            element.click();
        });
    }

    /**
     * Replaces the text of a field by keys, and leaves the field: a list of suggestions
     * that is open would take the next click.
     */
    void type(By field, String text) {
        use(field, (element) -> element.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text,
                Keys.TAB));
    }

    /** Returns a fact of the first such element, as soon as it is there. */
    <T> T ask(By what, Function<WebElement, T> question) {
        List<T> answers = new ArrayList<>();
        use(what, (element) -> answers.add(question.apply(element)));
        return answers.get(0);
    }

    String text(By what) {
        return ask(what, WebElement::getText);
    }

    boolean shows(By what) {
        return this.driver.findElements(what).stream().anyMatch(WebElement::isDisplayed);
    }

    /** Returns the texts of all elements of a CSS selector, of one instant. */
    List<String> texts(String css) {
        Object texts = this.driver
            .executeScript("return Array.from(document.querySelectorAll(arguments[0]), e => e.innerText)", css);
        return ((List<?>) Objects.requireNonNull(texts)).stream().map(String::valueOf).toList();
    }

    void awaitShown(By what) {
        until(what + " is shown", () -> shows(what));
    }

    void awaitGone(By what) {
        until(what + " is gone", () -> !shows(what));
    }

    void until(String what, Callable<Boolean> reached) {
        waiting(what, (condition) -> condition.until(reached));
    }

    void untilAsserted(String what, ThrowingRunnable assertion) {
        waiting(what, (condition) -> condition.untilAsserted(assertion));
    }

    private void waiting(String what, ThrowingConsumer<ConditionFactory> wait) {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        try {
            wait.accept(Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsMatching((e) -> {
                    refused.set(e);
                    return e instanceof WebDriverException;
                }));
        }
        catch (ConditionTimeoutException e) {
            throw new AssertionError("%s at %s, see %s; the browser logged %s; last refusal: %s"
                .formatted(e.getMessage(), address(), picture(), complaints(), refused), e);
        }
    }

    /**
     * Answers a question of the browser itself with no. Returns whether there was one.
     */
    boolean dismissQuestion() {
        this.driver.switchTo().alert().dismiss();
        return true;
    }

    /**
     * Answers a question of the browser itself with yes. Returns whether there was one.
     */
    boolean acceptQuestion() {
        this.driver.switchTo().alert().accept();
        return true;
    }

    /** Keeps a picture of the whole page. */
    private Path picture() {
        Object data = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
            .get("data");
        try {
            Path picture = Files.createDirectories(PICTURES).resolve(System.nanoTime() + ".png").toAbsolutePath();
            return Files.write(picture, Base64.getDecoder().decode(String.valueOf(data)));
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Expects lines in the log of the browser, such as {@code status of 409} for a
     * request that is refused.
     */
    void expect(String pattern) {
        this.expected.add(Pattern.compile(pattern));
    }

    /**
     * Returns the errors and warnings in the log of the browser that no test has
     * expected, since the last call: exceptions, failed requests, violations of the
     * Content-Security-Policy.
     */
    List<String> complaints() {
        List<String> complaints = this.driver.manage()
            .logs()
            .get(LogType.BROWSER)
            .getAll()
            .stream()
            .filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage)
            .filter((message) -> !OTHER_NETWORK.matcher(message).find())
            .filter((message) -> this.expected.stream().noneMatch((pattern) -> pattern.matcher(message).find()))
            .toList();
        this.expected.clear();
        return complaints;
    }

    @Override
    public void close() {
        this.driver.quit();
    }

}
