package io.sensorstreams.system.page;

import java.util.List;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** One output file. */
final class OutputFileView extends View {

    private OutputFileView(Browser browser) {
        super(browser);
        browser.awaitShown(By.id("tail"));
    }

    /** Opens the first file of a partition. */
    static OutputFileView open(Browser browser, String topic, int partition) {
        browser.open("/ui/files/%s/%s/%d/%s".formatted(topic, topic, partition, name(topic, partition)));
        return new OutputFileView(browser);
    }

    static String name(String topic, int partition) {
        return "%s-%d-%020d.csv".formatted(topic, partition, 0);
    }

    /** Returns the last rows, the newest at the end. */
    List<String> tail() {
        return browser().texts("#tail tbody tr");
    }

    void awaitTail(int rows) {
        browser().until(rows + " last rows", () -> tail().size() == rows);
    }

    void chooseLengthOfTail(int rows) {
        browser().click(Locate.option("Rows", String.valueOf(rows)));
    }

    /** Adds a column to the plot, or removes it. */
    void plot(String column) {
        browser().click(By.cssSelector("#plot [data-column='" + column + "']"));
    }

    void plotOver(String choice) {
        browser().click(Locate.option("Over", choice));
    }

    void awaitPlots(int charts) {
        browser().until(charts + " charts", () -> browser().texts("#plot .u-over").size() == charts);
    }

    /** Waits for what the plot says of itself to a screen reader. */
    void awaitPlotOf(String text) {
        browser().awaitShown(By.cssSelector("#plot [role=img][aria-label^='" + text + "']"));
    }

    void awaitPoints(String text) {
        awaitText(By.id("plot-points"), text);
    }

    /**
     * Returns the legend of the first chart: its last value, while no pointer is there.
     */
    String legend() {
        return browser().text(By.cssSelector("#plot .u-legend")).strip();
    }

    void awaitLegend(String text) {
        awaitText(By.cssSelector("#plot .u-legend"), text);
    }

    void pressOnPlot(Keys... keys) {
        browser().use(By.cssSelector("#plot .chart"), (chart) -> chart.sendKeys(keys));
    }

}
