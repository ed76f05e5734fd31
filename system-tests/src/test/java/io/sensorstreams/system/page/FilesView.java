package io.sensorstreams.system.page;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the data directory. */
final class FilesView extends View {

    private static final By UPLOADS = By.id("uploads");

    private static final By DROP = By.id("drop");

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

    /** Drags a file to the place where files are dropped, and holds it there. */
    void drag(String file, String content) {
        browser().awaitShown(DROP);
        Object allowed = browser().driver()
            .executeScript("""
                    window.dragged = new DataTransfer();
                    dragged.items.add(new File([arguments[1]], arguments[0], { type: 'text/csv' }));
                    const at = document.getElementById('drop');
                    return ['dragenter', 'dragover'].every((type) => !at.dispatchEvent(
                        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dragged })));""", file,
                    content);
        assertThat(allowed).as("the browser may drop a file only where the page accepts it").isEqualTo(true);
    }

    /** Lets the dragged file fall. */
    void drop() {
        Object taken = browser().driver().executeScript("""
                return !document.getElementById('drop').dispatchEvent(
                    new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dragged }));""");
        assertThat(taken).as("the browser would open a file that the page does not take").isEqualTo(true);
    }

    void awaitDropText(String text) {
        awaitText(DROP, text);
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
