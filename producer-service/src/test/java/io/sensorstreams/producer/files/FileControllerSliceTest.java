package io.sensorstreams.producer.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(controllers = FileController.class,
        properties = { "sensor.upload.max-size=100B", "sensor.scan.patience=30s" })
@Import(FileConfiguration.class)
@EnableConfigurationProperties(FileProperties.class)
class FileControllerSliceTest {

    @TempDir
    private static Path root;

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private FileUse use;

    @DynamicPropertySource
    static void dataDirectory(DynamicPropertyRegistry properties) {
        properties.add("sensor.data-dir", root::toString);
    }

    @AfterEach
    void empty() throws IOException {
        FileSystemUtils.deleteRecursively(root);
    }

    @Test
    void listsFiles() throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("A.csv"), "Time,T\n02/01/2024 00:00:00,1\n01/01/2024 00:00:00,2\n");
        Files.writeString(root.resolve("B.csv"), "a,\u0007\n");
        assertThat(this.mvc.get().uri("/api/files")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                [{"name":"A.csv","bytes":51,"rows":2,"columns":["Time","T"],"columnCount":2,
                  "firstTime":"02/01/2024 00:00:00","lastTime":"01/01/2024 00:00:00","fault":null,
                  "scanned":true,"scanLimit":null},
                 {"name":"B.csv","bytes":4,"rows":null,"columns":[],"columnCount":0,"firstTime":null,"lastTime":null,
                  "fault":"B.csv is not CSV: its first row has control characters","scanned":true,"scanLimit":null}]
                """);
    }

    @Test
    void showsTheStartOfAWideHeader() throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("A.csv"), header(1500, "c"));
        Files.writeString(root.resolve("B.csv"), header(15, "c".repeat(10_000)));
        assertThat(this.mvc.get().uri("/api/files")).hasStatusOk()
            .bodyJson()
            .hasPathSatisfying("$[0].columns.length()", (columns) -> columns.assertThat().isEqualTo(1000))
            .hasPathSatisfying("$[0].columnCount", (count) -> count.assertThat().isEqualTo(1500))
            .hasPathSatisfying("$[1].columns.length()", (columns) -> columns.assertThat().isEqualTo(3))
            .hasPathSatisfying("$[1].columnCount", (count) -> count.assertThat().isEqualTo(15));
    }

    private static String header(int columns, String name) {
        return IntStream.range(0, columns).mapToObj((i) -> name + i).collect(Collectors.joining(",", "", "\n"));
    }

    @Test
    void listsFilesInPages() throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("A B&.csv"), "a\n");
        Files.writeString(root.resolve("B.csv"), "a\n");
        assertThat(this.mvc.get().uri("/api/files?limit=1")).hasStatusOk()
            .hasHeader("Link", "</api/files?limit=1&after=A%20B%26.csv>; rel=\"next\"")
            .bodyJson()
            .extractingPath("$[*].name")
            .isEqualTo(List.of("A B&.csv"));
        assertThat(this.mvc.get().uri("/api/files?limit=1").param("after", "A B&.csv")).hasStatusOk()
            .doesNotContainHeader("Link")
            .bodyJson()
            .extractingPath("$[*].name")
            .isEqualTo(List.of("B.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "1001", "-1", "all" })
    void refusesPageSizes(String limit) {
        assertThat(this.mvc.get().uri("/api/files?limit=" + limit)).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.errors.limit")
            .isNotNull();
    }

    @Test
    void storesAFile() throws IOException {
        MvcTestResult created = upload("A.csv", "a,b\n1,2\n");
        assertThat(created).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.rows").isEqualTo(1);
        assertThat(root.resolve("A.csv")).hasContent("a,b\n1,2\n");
        assertThat(upload("A.csv", "a,b\n")).hasStatus(HttpStatus.OK);
    }

    @Test
    void replacesAFileThatAStreamIsInsideOnlyWhenAsked() throws IOException {
        upload("A.csv", "a,b\n1,2\n");
        given(this.use.streamInside("A.csv")).willReturn(Optional.of("air"));

        assertThat(upload("A.csv", "c,d\n")).hasStatus(HttpStatus.CONFLICT)
            .bodyJson()
            .hasPathSatisfying("$.type",
                    (type) -> type.assertThat().isEqualTo("urn:sensor-streams:problem:file-in-use"))
            .extractingPath("$.detail")
            .asString()
            .startsWith("Stream 'air' has read a part of A.csv and would fail");
        assertThat(root.resolve("A.csv")).hasContent("a,b\n1,2\n");
        assertThat(upload("A.csv?replace=true", "c,d\n")).hasStatus(HttpStatus.OK);
        assertThat(root.resolve("A.csv")).hasContent("c,d\n");
    }

    @Test
    void storesAFileSentAsAForm() throws IOException {
        assertThat(this.mvc.put()
            .uri("/api/files/A.csv")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .content("a,b\n1,2\n")).hasStatus(HttpStatus.CREATED);
        assertThat(root.resolve("A.csv")).hasContent("a,b\n1,2\n");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void answersWithTheReasonWhenTheDirectoryFails(CapturedOutput output) throws IOException {
        FileSystemUtils.deleteRecursively(root);
        Files.writeString(root, "a file where the directory was");

        assertThat(upload("A.csv", "a,b\n")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .bodyJson()
            .isStrictlyEqualTo(
                    """
                            {
                              "type": "urn:sensor-streams:problem:data-directory-failed",
                              "title": "Data directory failed",
                              "status": 503,
                              "detail": "The data directory cannot be read or written. The log of the producer-service has the reason",
                              "instance": "/api/files/A.csv"
                            }
                            """);
        assertThat(output).contains("The data directory cannot be read or written", "FileAlreadyExistsException");
    }

    @ParameterizedTest
    @ValueSource(strings = { "A.dat", "a/A.csv", ".csv", "a\\A.csv" })
    void refusesNames(String name) {
        assertThat(upload(name, "a,b\n")).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.errors.file")
            .isEqualTo("'" + name
                    + "' must be the name of a file, without a path or a dot at its start, that ends in .csv, .tsv or .txt, or in one of these and .gz or .zst");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a%01.csv", "a%C2%85b.csv", "a%E2%80%A8b.csv", "%E2%80%AEa.csv", "a%7F.csv.gz" })
    void refusesNamesWithInvalidCharacters(String name) {
        assertThat(this.mvc.put().uri(URI.create("/api/files/" + name)).content("a,b\n"))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.file")
            .asString()
            .endsWith(
                    "must be the name of a file, without a path or a dot at its start, that ends in .csv, .tsv or .txt, or in one of these and .gz or .zst");
        assertThat(root).satisfiesAnyOf((directory) -> assertThat(directory).doesNotExist(),
                (directory) -> assertThat(directory).isEmptyDirectory());
    }

    @Test
    void refusesNamesWithTooManyBytes() {
        assertThat(upload("ä".repeat(130) + ".csv", "a,b\n")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.file")
            .asString()
            .endsWith("has more than the 255 bytes that the name of a file may have");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/files", "/api/files/" })
    void refusesAnUploadWithoutAName(String address) {
        assertThat(this.mvc.put().uri(address).content("a,b\n")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.type")
            .isEqualTo("urn:sensor-streams:problem:invalid-request");
    }

    @Test
    void refusesLongNames() {
        assertThat(upload("a".repeat(300) + ".csv", "a,b\n")).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void refusesWhatIsNotCsv() {
        assertThat(upload("A.csv", "")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.file")
            .isEqualTo("A.csv is empty: a CSV file begins with a header line");
    }

    @Test
    void refusesLargeFiles() {
        assertThat(upload("A.csv", "a,b\n".repeat(30))).hasStatus(HttpStatus.CONTENT_TOO_LARGE)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.detail")
            .isEqualTo("A.csv has more than the 100 bytes that an upload may have");
    }

    private MvcTestResult upload(String name, String content) {
        return this.mvc.put().uri("/api/files/" + name).content(content).exchange();
    }

}
