package io.sensorstreams.system.page;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Finds Chromium and its driver on this machine. Nothing is downloaded. */
final class Chromium {

    static final String MISSING = "the pages are not tested: chromium and chromedriver are not installed (Debian: apt-get install chromium chromium-driver)";

    private static final Optional<Path> BROWSER = find("chromium", "chromium-browser", "google-chrome");

    private static final Optional<Path> DRIVER = find("chromedriver");

    /**
     * Kept, so that its level is not lost. It warns that this version has no bindings of
     * its developer tools.
     */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private Chromium() {
    }

    /** Condition of the tests. */
    static boolean installed() {
        return BROWSER.isPresent() && DRIVER.isPresent();
    }

    /**
     * Starts a browser without a window on a screen. Its transitions and animations are
     * off, as for users who do not want them.
     * @param downloads directory of downloaded files
     */
    static ChromeDriver start(Path downloads) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
        service.sendOutputTo(OutputStream.nullOutputStream());
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--force-prefers-reduced-motion", "--lang=en-US", "--window-size=1280,900");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return new ChromeDriver(service, options);
    }

    private static Optional<Path> find(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<String> directories = Stream
            .concat(Stream.of(path.split(File.pathSeparator)),
                    Stream.of("/usr/lib/chromium", "/usr/lib/chromium-browser"))
            .toList();
        return Stream.of(names)
            .flatMap((name) -> directories.stream().map((directory) -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    }

}
