package io.sensorstreams.system.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import org.openqa.selenium.chrome.ChromeDriver;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Checks by axe-core whether people with disabilities can use what a window shows. */
final class Accessibility {

    private static final String AXE = read("/axe.min.js");

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations
              .filter((one) => ['serious', 'critical'].includes(one.impact))
              .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`))),
              (failure) => done([`axe failed: ${failure}`]));
            """;

    private Accessibility() {
    }

    /** Returns what is serious or critical. */
    static List<String> faults(Browser window) {
        ChromeDriver driver = window.driver();
        driver.executeScript(AXE);
        Object faults = Objects.requireNonNull(driver.executeAsyncScript(RUN));
        return ((List<?>) faults).stream().map(String::valueOf).toList();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Accessibility.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
