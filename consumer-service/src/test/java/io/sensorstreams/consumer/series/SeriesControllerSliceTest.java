package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.CommittedFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

@WebMvcTest(SeriesController.class)
@Import(SeriesFiles.class)
class SeriesControllerSliceTest {

    private static final String NAME = "AIR-0-00000000000000000000.csv";

    private static final String URI = "/api/files/AIR/AIR/0/" + NAME + "/series";

    @TempDir
    Path directory;

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    CommittedFiles files;

    @BeforeEach
    void writeFile() throws IOException {
        write("Time,Temp,Humidity\n31/08/2023 23:59:00,27.0,\n01/09/2023 00:00:00,27.5,80\n");
    }

    private void write(String content) throws IOException {
        commit(Files.writeString(this.directory.resolve(NAME), content), content.length());
    }

    private void commit(Path file, int bytes) throws IOException {
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, NAME).nextOffset(2).rows(2).bytes(bytes).build();
        given(this.files.get("AIR", "AIR", 0, NAME)).willReturn(new CommittedFile(entry, file));
    }

    @Test
    void showsColumnsOverTime() {
        assertThat(this.mvc.get().uri(URI + "?columns=Temp,Humidity&x=Time&points=100")).hasStatusOk()
            .hasBodyTextEqualTo("""
                    {"x":"Time","numeric":["Temp","Humidity"],"columns":["Temp","Humidity"],\
                    "positions":[1693526340000,1693526400000],"values":[[27.0,27.5],[null,80.0]],\
                    "rows":2,"sampled":false,"leftOut":0}""");
    }

    @Test
    void showsTheFirstNumericColumnUnlessAskedForOthers() {
        assertThat(this.mvc.get().uri(URI)).hasStatusOk()
            .bodyJson()
            .isLenientlyEqualTo("{\"x\":\"Time\",\"columns\":[\"Temp\"]}");
        assertThat(this.mvc.get().uri(URI + "?x=&columns=Humidity")).hasStatusOk()
            .bodyJson()
            .isLenientlyEqualTo("{\"x\":null,\"columns\":[\"Humidity\"],\"positions\":[0,1]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns=a,b           | [["a,b"],[1]]
            columns=a             | [["a"],[2]]
            columns=a&columns=a,b | [["a","a,b"],[2,1]]
            columns=a, c ,b       | [["a"," c ","b"],[2,3,4]]
            columns=a, b          | [["a","b"],[2,4]]
            columns=%20c%20       | [[" c "],[3]]
            columns=              | [["a,b"],[1]]
            """)
    void findsColumnsWithCommasAndBlanks(String query, String expected) throws IOException {
        write("\"a,b\",a, c ,b\n1,2,3,4\n");

        JsonNode series = JsonMapper.shared()
            .readTree(this.mvc.get()
                .uri(UriComponentsBuilder.fromUriString(URI).query(query.replace(" ", "%20")).build(true).toUri())
                .exchange()
                .getResponse()
                .getContentAsByteArray());

        JsonNode columns = JsonMapper.shared().readTree(expected);
        assertThat(series.path("columns")).isEqualTo(columns.path(0));
        assertThat(series.path("values").valueStream().map((values) -> values.path(0).intValue()))
            .containsExactlyElementsOf(columns.path(1).valueStream().map(JsonNode::intValue).toList());
    }

    @Test
    void refusesMoreColumnsThanAreShownTogether() {
        String many = IntStream.range(0, 21).mapToObj((i) -> "c" + i).collect(Collectors.joining(","));

        assertThat(this.mvc.get().uri(URI + "?columns=" + many)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.columns")
            .isEqualTo("has 21 columns, at most 20 are shown together");
    }

    @Test
    void answers404ForAFileThatIsDeletedMeanwhile() throws IOException {
        Files.delete(this.directory.resolve(NAME));

        assertThat(this.mvc.get().uri(URI)).hasStatus(HttpStatus.NOT_FOUND).bodyJson().isLenientlyEqualTo("""
                {"type":"urn:sensor-streams:problem:file-not-found",
                 "detail":"The committed 73 bytes of AIR-0-00000000000000000000.csv were deleted from this disk"}""");
    }

    @Test
    void answers503WhenTheFileSystemFails() throws IOException {
        // A directory can be opened, but not read.
        commit(this.directory, 10);

        assertFailed();
        given(this.files.get("AIR", "AIR", 0, NAME)).willThrow(new UncheckedIOException(new IOException("broken")));
        assertFailed();
    }

    private void assertFailed() {
        assertThat(this.mvc.get().uri(URI)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE).bodyJson().isLenientlyEqualTo("""
                {"type":"urn:sensor-streams:problem:output-directory-failed",
                 "detail":"The file cannot be read. The log of the consumer-service has the reason"}""");
    }

    @Test
    void readsFourSeriesAtATime() throws Exception {
        CountDownLatch entered = new CountDownLatch(4);
        CountDownLatch leave = new CountDownLatch(1);
        CommittedFile slow = mock();
        CommittedFile file = this.files.get("AIR", "AIR", 0, NAME);
        given(slow.entry()).willReturn(file.entry());
        given(slow.open()).willAnswer((call) -> {
            entered.countDown();
            leave.await();
            return file.open();
        });
        given(this.files.get("AIR", "AIR", 0, NAME)).willReturn(slow);
        List<CompletableFuture<Integer>> others = Stream.generate(() -> CompletableFuture.supplyAsync(this::status))
            .limit(4)
            .toList();
        try {
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(this.mvc.get().uri(URI)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasHeader("Retry-After", "2")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:sensor-streams:problem:series-busy");
        }
        finally {
            leave.countDown();
        }
        assertThat(others).allSatisfy((other) -> assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(200));
    }

    private int status() {
        return this.mvc.get().uri(URI).exchange().getResponse().getStatus();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            columns=Temp,Hum | columns | names the column 'Hum', which AIR-0-00000000000000000000.csv does not have
            x=T              | x       | names the column 'T', which AIR-0-00000000000000000000.csv does not have
            points=1         | points  | must be from 2 to 10000, not 1
            points=10001     | points  | must be from 2 to 10000, not 10001
            points=all       | points  | is 'all', expected a whole number
            """)
    void refusesParameters(String query, String parameter, String reason) {
        assertThat(this.mvc.get().uri(URI + "?" + query)).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of(parameter, reason));
    }

}
