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
 * Uploads files, looks into them, and makes streams of them on the page of the
 * producer-service.
 */
@PageTests
class SourcesPageE2E extends PageFixture {

    private static final String HEADER = "Time,Station,Value\n";

    private Path directory;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.system = new PageSystem(directory, List.of("AIR"), Map.of());
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
    void showsTheFirstRecordsAndCreatesAStreamOfAFile() {
        StreamsView.open(this.window).press("New stream");
        StreamForm form = StreamForm.shown(this.window, "New stream");
        // A form that is not complete is not acceptable yet, and the preview says so.
        this.window.expect("preview.* status of 400");
        form.type("File", "AIR2401.csv");
        form.awaitValue("Name", "air2401");
        form.awaitValue("Topic", "AIR");
        form.awaitPreview("10 records of the first 10 rows. Nothing was sent.");
        assertThat(form.previewed()).hasSize(10);
        assertThat(form.previewed().get(0)).contains("line 2", "SVDT1", "\"Time\": \"31/01/2024 23:55:00\"");

        form.type("Rows per second", "25").select("Partition of a row", "in turn, by row number");
        form.awaitPreview("AIR[");
        form.press("Create and start");

        StreamView created = StreamView.shown(this.window, "air2401");
        created.awaitMessage("Stream air2401 is created and runs.");
        created.awaitState("Running");
        created.awaitFact("Partition", "in turn, by row number");
        assertThat(stream("air2401").path("pace").path("perSecond").asInt()).isEqualTo(25);
    }

    @Test
    void marksTheFieldsOfARejectedForm() {
        this.system.createStream("taken", "{\"topic\":\"AIR\",\"source\":{\"type\":\"csv\",\"file\":\"AIR2401.csv\"}}");
        this.window.expect("streams(/preview.*)? - .* status of (400|409)");
        StreamForm form = StreamForm.open(this.window, "");
        assertThat(form.offers("Create and start")).isTrue();
        assertThat(this.window.texts("[aria-invalid]")).as("an empty form begins without errors").isEmpty();

        form.press("Create and start");
        form.awaitFocus("File");
        form.awaitErrorOf("Name", "is needed");
        form.awaitErrorOf("Topic", "is needed");
        form.type("File", "nothing.csv");
        form.awaitErrorOf("File", "nothing.csv");
        form.type("File", "AIR2401.csv");
        form.awaitNoErrorOf("File");
        form.type("Name", "taken").type("Topic", "AIR").type("Limit (optional)", "none");
        form.press("Create and start");
        form.awaitFocus("Limit (optional)");
        form.type("Limit (optional)", "30");
        form.awaitNoErrorOf("Limit (optional)");
        form.press("Create and start");

        form.awaitFocus("Name");
        form.awaitErrorOf("Name", "taken");
        form.type("Name", "free");
        form.press("Create and start");
        StreamView.shown(this.window, "free").awaitState("Completed");
    }

    @Test
    void createsAStreamOfRandomRowsWithColumns() {
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.open(this.window, "");
        form.choose("Random rows").choose("Columns of your own");
        form.typeAt("name", "numbers")
            .type("Topic", "NUMBERS")
            .choose("Interval")
            .type("Time between two rows", "200ms");
        form.press("Remove column time");
        form.press("Add a column");
        form.typeAt("column-2.name", "pressure");
        form.typeAt("source.fields[pressure].min", "1000").typeAt("source.fields[pressure].max", "900");
        form.awaitPreview("The service would refuse this:");
        form.typeAt("source.fields[pressure].max", "1100");
        form.awaitPreview("\"pressure\"");
        form.press("Create and start");

        StreamView numbers = StreamView.shown(this.window, "numbers");
        numbers.awaitState("Running");
        numbers.awaitRowsWatched(3);
        assertThat(numbers.watched().get(0)).contains("\"index\":", "\"number\":", "\"pressure\":")
            .doesNotContain("\"time\":");
        assertThat(numbers.json()).contains("\"every\": \"200ms\"");
    }

    @Test
    void changesADefinitionAndCopiesIt() {
        this.system.createStream("first", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"limit":5}""");
        StreamView first = StreamView.open(this.window, "first");
        first.more("first", "Change the definition");
        StreamForm form = StreamForm.shown(this.window, "Change first");
        form.unfold("Dialect, columns, missing values, bad rows").select("Order", "last row first");
        form.awaitPreview("01/01/2024 00:00:00");
        form.tick("Start when it is created");
        form.press("Save the definition");

        StreamView changed = StreamView.shown(this.window, "first");
        changed.awaitFact("Order", "last row first");
        changed.awaitMessage("Stream first is changed.");
        changed.more("first", "New stream like this");
        StreamForm copy = StreamForm.shown(this.window, "New stream");
        copy.awaitValue("Name", "first-2");
        copy.awaitValue("Limit (optional)", "5");
        copy.press("Create and start");
        StreamView.shown(this.window, "first-2").awaitState("Completed");
        assertThat(stream("first-2").path("source").path("order").asString()).isEqualTo("reversed");
    }

    @Test
    void keepsTextsWithCommasInACopy() {
        this.system.createStream("rooms", """
                {"topic":"ROOMS","limit":3,"source":{"type":"random","stations":["Hall, left","S 2"],
                 "fields":{"sky":{"type":"choice","values":["clear, cold",""," rain"]}}}}""");
        this.system.createStream("gaps", """
                {"topic":"AIR","limit":3,"source":{"type":"csv","file":"AIR2401.csv",
                 "missing":["not known, yet","---",""]}}""");

        copy("rooms", "Stations (optional)", "Hall, left\nS 2");
        copy("gaps", "Texts for a missing value", "not known, yet\n---");

        assertThat(stream("rooms-2").path("source")).isEqualTo(stream("rooms").path("source"));
        assertThat(stream("gaps-2").path("source")).isEqualTo(stream("gaps").path("source"));
    }

    private void copy(String stream, String field, String value) {
        StreamView.open(this.window, stream).more(stream, "New stream like this");
        StreamForm form = StreamForm.shown(this.window, "New stream");
        form.awaitValue(field, value);
        form.press("Create and start");
        StreamView.shown(this.window, stream + "-2").awaitState("Completed");
    }

    @Test
    void sendsOneTextForEachLine() {
        this.window.expect("preview.* status of 400");
        StreamForm form = StreamForm.open(this.window, "?source=random");
        form.type("Name", "lines").type("Topic", "AIR").type("Limit (optional)", "2");
        form.type("Stations (optional)", "Hall, left\nS 2\n");
        form.awaitPreview("Hall, left");
        form.press("Create and start");

        StreamView.shown(this.window, "lines").awaitState("Completed");
        assertThat(stream("lines").path("source").path("stations").valueStream().map(JsonNode::asString))
            .containsExactly("Hall, left", "S 2");
    }

    @Test
    void saysThatAStreamMustBeStoppedBeforeItIsChanged() {
        this.system.createStream("runs", """
                {"topic":"AIR","source":{"type":"csv","file":"AIR2401.csv"},"autoStart":true,
                 "pace":{"type":"rate","perSecond":1}}""");
        this.window.open("/ui/streams/runs/edit");
        StreamForm form = StreamForm.shown(this.window, "Change runs");

        form.awaitText(By.id("runs"), "Its definition can be saved when it is stopped.");
        form.press("Stop runs");
        this.window.awaitGone(By.id("runs"));
        form.type("Limit (optional)", "3");
        form.press("Save the definition");

        StreamView.shown(this.window, "runs").awaitMessage("Stream runs is changed.");
    }

    @Test
    void asksForNoPreviewOfAnIncompleteForm() {
        StreamForm form = StreamForm.open(this.window, "");
        form.awaitPreview("Choose a file and a topic");

        form.type("Name", "incomplete").type("Limit (optional)", "30");
        form.choose("Random rows");
        form.awaitPreview("Choose a topic");
        form.type("Topic", "AIR");

        form.awaitPreview("Nothing was sent.");
    }

    @Test
    void asksBeforeAFormIsLeft() {
        StreamForm form = StreamForm.open(this.window, "?file=AIR2401.csv");
        form.type("Name", "draft");

        form.press("Cancel");
        this.window.until("the browser asks", () -> this.window.dismissQuestion());
        assertThat(form.value("Name")).isEqualTo("draft");
        form.press("Cancel");
        this.window.until("the browser asks", () -> this.window.acceptQuestion());

        StreamsView.shown(this.window).awaitNotListed("draft");
    }

    @Test
    void uploadsFilesAndShowsHowFarItIs() throws IOException {
        Path large = Files.writeString(this.directory.resolve("large.csv"),
                HEADER + "01/01/2024 00:00:00,S1,1\n".repeat(80_000));
        Path small = Files.writeString(this.directory.resolve("small.csv"), HEADER + "01/01/2024 00:00:00,S1,1\n");
        Path text = Files.writeString(this.directory.resolve("notes.md"), "no table");
        FilesView files = FilesView.open(this.window);
        this.window.uploadSpeed(500_000);

        files.upload(large, small, text);
        files.awaitProgressOf("large.csv");
        files.awaitUpload("large.csv", "of 2");
        files.awaitUpload("small.csv", "waits");
        files.awaitUpload("notes.md", "is not a .csv, .tsv or .txt file, or one with .gz or .zst. Choose a file");
        this.window.uploadSpeed(0);
        files.awaitUpload("large.csv", "Uploaded");
        files.awaitUpload("small.csv", "Uploaded");
        files.awaitFile("large.csv", "80,000");
        files.awaitRows("small.csv", "1");
        assertThat(Files.mismatch(large, this.system.services().data().resolve("large.csv"))).isEqualTo(-1);

        List.of("large.csv", "small.csv", "notes.md")
            .forEach((name) -> files.press("Remove " + name + " from this list"));
        files.awaitNoUploads();
    }

    @Test
    void uploadsAFileThatIsDroppedOnThePage() {
        String content = HEADER + "01/01/2024 00:00:00,S1,1\n".repeat(80_000);
        FilesView files = FilesView.open(this.window);
        this.window.uploadSpeed(500_000);

        files.drag("dropped.csv", content);
        files.awaitDropText("Drop to upload");
        files.drop();

        files.awaitDropText("Drop CSV files here");
        files.awaitProgressOf("dropped.csv");
        this.window.uploadSpeed(0);
        files.awaitUpload("dropped.csv", "Uploaded");
        files.awaitFile("dropped.csv", "80,000");
        assertThat(this.system.services().data().resolve("dropped.csv")).hasContent(content);
    }

    @Test
    void endsAnUploadAndAsksBeforeItReplacesAFile() throws IOException {
        Path file = Files.writeString(this.directory.resolve("again.csv"),
                HEADER + "01/01/2024 00:00:00,S1,1\n".repeat(80_000));
        FilesView files = FilesView.open(this.window);
        this.window.uploadSpeed(200_000);
        files.upload(file);
        files.awaitProgressOf("again.csv");

        files.press("End the upload of again.csv");
        files.awaitUpload("again.csv", "The upload was ended. Nothing of the file is kept.");
        this.window.uploadSpeed(0);
        assertThat(this.system.services().data().resolve("again.csv")).doesNotExist();
        files.upload(file);
        files.awaitFile("again.csv", "80,000");
        Files.writeString(file, HEADER);
        files.upload(file);
        assertThat(files.question()).contains("Replace again.csv?", "A stream that has read a part of it fails");
        files.answer("Cancel");
        files.awaitFile("again.csv", "80,000");
        files.upload(file);
        files.answer("Replace the file");

        files.awaitRows("again.csv", "0");
        assertThat(this.system.services().data().resolve("again.csv")).hasContent(HEADER);
    }

    @Test
    void saysWhatIsInAFile() throws IOException {
        Files.writeString(this.system.services().data().resolve("faulty.csv"), "Time,a\u0007\n");
        FilesView files = FilesView.open(this.window);
        files.awaitFile("AIR2401.csv", "8,821");
        files.awaitFile("faulty.csv", "Not a source");

        View file = files.go("AIR2401.csv");
        file.awaitText(By.cssSelector(".lead"), "8,821 rows");
        file.awaitText(By.id("report"), "5 min");
        file.awaitText(By.id("columns-PM2.5"), "5 × 500");
        file.awaitText(By.id("saturated"), "looks like the limit of the sensor");
        file.awaitText(By.cssSelector(".gaps tbody"), "SVDT1");
        file.awaitText(By.id("first-records"), "31/01/2024 23:55:00");
        assertThat(this.window.texts("main")).first()
            .asString()
            .contains("latest row first", "SVDT3", "2,975", "7 gaps");
        file.press("Stream this file");
        StreamForm.shown(this.window, "New stream").awaitValue("File", "AIR2401.csv");
    }

    private JsonNode stream(String name) {
        return this.system.services().stream(name);
    }

}
