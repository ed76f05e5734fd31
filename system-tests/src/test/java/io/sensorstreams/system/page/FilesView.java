package io.sensorstreams.system.page;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.openqa.selenium.By;

/** The files of the data directory. */
final class FilesView extends View {

    private static final By UPLOADS = By.id("uploads");

    private FilesView(Browser browser) {
        super(browser, "Files");
    }

    static FilesView open(Browser browser) {
        browser.open("/ui/files");
        FilesView view = new FilesView(browser);
        browser.awaitShown(By.cssSelector("#files:not([aria-busy]), .empty"));
        return view;
    }

    /** Chooses files of this machine. */
    void upload(Path... files) {
        String names = Arrays.stream(files).map(Path::toString).collect(Collectors.joining("\n"));
        browser().use(By.id("file-input"), (input) -> input.sendKeys(names));
    }

    void awaitUpload(String file, String text) {
        awaitText(upload(file), text);
    }

    void awaitProgressOf(String file) {
        By bar = By.cssSelector("#uploads [aria-label='Upload of " + file + "']");
        browser().until("progress of " + file, () -> {
            String percent = browser().ask(bar, (element) -> element.getDomAttribute("aria-valuenow"));
            return percent != null && Integer.parseInt(percent) > 0;
        });
    }

    void awaitNoUploads() {
        browser().awaitGone(UPLOADS);
    }

    void awaitFile(String file, String text) {
        awaitText(By.cssSelector("[id='files-" + file + "']"), text);
    }

    void awaitRows(String file, String rows) {
        By cell = By.cssSelector("[id='files-" + file + "'] td[data-label='Rows']");
        browser().until(file + " has " + rows + " rows",
                () -> browser().text(cell).lines().findFirst().orElse("").equals(rows));
    }

    View go(String file) {
        browser().click(By.linkText(file));
        return new View(browser(), file);
    }

    private static By upload(String file) {
        return By.xpath("//ul[@id='uploads']/li[.//span[normalize-space()='" + file + "']]");
    }

}
