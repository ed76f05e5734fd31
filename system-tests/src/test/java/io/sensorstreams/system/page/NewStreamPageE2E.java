package io.sensorstreams.system.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes streams of directories, of files in other dialects and of parts of a file, by the
 * form of the producer-service.
 */
@PageTests
class NewStreamPageE2E extends PageFixture {

    private static final String MORE = "Dialect, columns, missing values, bad rows";

    private static final String SEMICOLONS = "{\"delimiter\":\";\",\"decimal\":\",\"}";

    private static final By FORMAT = By.id("preview-format");

    private static final By REPORT = By.id("preview-report");

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.system = new PageSystem(directory, List.of("AIR", "PLOT"), Map.of());
        this.system.addSample("AIR2401.csv");
        this.window = this.system.producerWindow();
    }

    @AfterEach
    void theBrowserHasNoComplaint() {
        assertThat(this.window.complaints()).isEmpty();
        this.window.leave();
        this.system.deleteStreams();
    }

    @Test
    void createsAStreamOfADirectory() throws IOException {
        // A form that is not complete is not acceptable yet, and the preview says so.
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.open(this.window, "?source=directory");
        form.awaitPreview("Choose names of files and a topic");
        form.type("Names of the files", "plot*.csv").type("Name", "plots").type("Topic", "PLOT");
        form.awaitPreview("No file matches plot*.csv yet. The stream waits for one.");
        write("plot-1.csv", "Zeit;Feld;Wert\n2024-07-01 12:00;A;1,50\n2024-07-01 12:01;B;2,25\n");
        form.select("One after another", "by their first time")
            .select("After its last row, a file", "moves to done/")
            .type("Complete when unchanged for", "200ms")
            .unfold(MORE)
            .type("Column of the time", "Zeit")
            .type("Zone of the time", "Europe/Berlin")
            .type("Column of the station", "Feld");
        form.awaitPreview("2 records of the first 2 rows of plot-1.csv.");
        form.awaitText(FORMAT, SEMICOLONS);
        form.awaitText(FORMAT, "iso");
        assertThat(form.previewed().get(0)).contains("A", "\"Wert\": 1.5}");
        form.type("Dialect", "{\"delimiter\":\";\"}");
        form.awaitPreview("\"Wert\": \"1,50\"");
        form.type("Dialect", SEMICOLONS);
        form.awaitPreview("\"Wert\": 1.5");
        form.unfold("Report of plot-1.csv");
        form.awaitText(REPORT, "From 2024-07-01 12:00 to 2024-07-01 12:01, 3 columns, 2 stations");
        assertThat(Accessibility.faults(this.window)).isEmpty();
        form.press("Create and start");

        StreamView plots = StreamView.shown(this.window, "plots");
        plots.awaitFact("Files", "plot*.csv, by their first time");
        plots.awaitFact("After its last row", "a file moves to done/");
        plots.awaitFact("Dialect", SEMICOLONS);
        plots.awaitFact("Time", "Zeit, auto, Europe/Berlin");
        plots.awaitAcknowledged(2);
        this.window.until("the file is moved", () -> Files.exists(data().resolve("done/plot-1.csv")));
        JsonNode source = stream("plots").path("source");
        assertThat(source.path("minAge").asString()).isEqualTo("200ms");
        assertThat(source.path("dialect").path("decimal").asString()).isEqualTo(",");
    }

    @Test
    void followsTheNewestFileOfADirectory() throws IOException {
        write("grow-1.csv", "Time,Value\n" + "2024-01-01 00:00:00,1\n".repeat(12));
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.open(this.window, "?source=directory");
        form.type("Names of the files", "grow-*").type("Name", "grows").type("Topic", "PLOT");
        form.tick("Read the newest file while it grows");
        form.awaitPreview("10 records of the first 10 rows of grow-1.csv.");
        form.press("Create and start");

        StreamView grows = StreamView.shown(this.window, "grows");
        grows.awaitFact("A file is complete", "it is read while it grows");
        grows.awaitAcknowledged(12);
        assertThat(stream("grows").path("source").path("afterwards").asString()).isEqualTo("keep");
    }

    @Test
    void marksTheFieldsOfARejectedDirectory() throws IOException {
        write("bad-1.csv", "Time;Value\n2024-01-01;1,5\n2024-01-02;2,5\n");
        this.window.expect("streams(/preview.*)? - .* status of 400");
        StreamForm form = StreamForm.open(this.window, "?source=directory");
        form.type("Names of the files", "").press("Create and start");
        form.awaitFocus("Names of the files");
        form.awaitErrorOf("Names of the files", "is needed");
        form.type("Names of the files", "bad-[").type("Name", "bad").type("Topic", "PLOT");
        form.awaitErrorOf("Names of the files", "[");
        form.type("Names of the files", "bad-*").type("Complete when unchanged for", "soon");
        form.awaitErrorOf("Complete when unchanged for", "soon");
        form.type("Complete when unchanged for", "1s");
        form.awaitNoErrorOf("Complete when unchanged for");
        form.unfold(MORE)
            .type("Dialect", "{\"decimal\":\";\"}")
            .type("Zone of the time", "Mars/Base")
            .type("Column of the time", "Zeit")
            .unfold(MORE);
        form.press("Create and start");

        // What is folded would not be seen.
        form.awaitErrorOf("Zone of the time", "Mars/Base");
        form.awaitFocus("Zone of the time");
        form.type("Zone of the time", "");
        form.awaitErrorOf("Dialect", "decimal must be . or ,");
        form.type("Dialect", "{\"delimiter\":\":\"}");
        form.awaitErrorOf("Dialect", "looks separated by ';'");
        form.type("Dialect", "auto");
        form.awaitErrorOf("Column of the time", "bad-1.csv has the columns 'Time', 'Value'");
        form.type("Column of the time", "Time");
        form.awaitNoErrorOf("Column of the time");
        form.press("Create and start");
        StreamView.shown(this.window, "bad").awaitAcknowledged(2);
    }

    @Test
    void createsAStreamOfAPartOfAFile() {
        this.window.expect("streams(/preview.*)? - .* status of 400");
        StreamForm form = StreamForm.open(this.window, "?file=AIR2401.csv");
        form.type("Rows from (optional)", "noon");
        form.awaitErrorOf("Rows from (optional)", "must be a time such as");
        form.type("Rows from (optional)", "2024-01-15T00:00").type("Rows before (optional)", "2024-01-14");
        form.awaitErrorOf("Rows before (optional)", "which is not after 'from'");
        form.type("Rows before (optional)", "2024-01-15T01:00");
        form.awaitPreview("15/01/2024 00:55:00");
        form.type("Name", "part").type("Limit (optional)", "5");
        form.choose("Full speed");
        form.press("Create and start");

        StreamView part = StreamView.shown(this.window, "part");
        part.awaitState("Completed");
        part.awaitFact("Times of its rows", "from 2024-01-15T00:00, before 2024-01-15T01:00");
        part.more("part", "Change the definition");
        StreamForm change = StreamForm.shown(this.window, "Change part");
        change.awaitValue("Rows from (optional)", "2024-01-15T00:00");
        change.awaitValue("Rows before (optional)", "2024-01-15T01:00");
    }

    @Test
    void showsOtherWaysToReadAFile() throws IOException {
        write("either.csv", "Time,Value\n01/02/2024 00:00:00,1\n01/02/2024 00:01:00,2\n");
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.open(this.window, "?file=either.csv");
        form.awaitText(FORMAT, "standard CSV");
        form.awaitText(FORMAT, "dd/MM/yyyy HH:mm:ss");
        assertThat(this.window.texts("#preview-format li")).singleElement().asString().contains("MM/dd/yyyy");

        this.window.open("/ui/file?name=either.csv");
        new View(this.window).awaitText(By.id("format"), "MM/dd/yyyy");
    }

    private Path data() {
        return this.system.services().data();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(data().resolve(file), text);
    }

    private JsonNode stream(String name) {
        return this.system.services().stream(name);
    }

}
