package io.sensorstreams.producer.preview;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.sensorstreams.common.kafka.ProducerClients;
import io.sensorstreams.producer.command.StreamRegistry;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.publish.Positions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

@WebMvcTest(PreviewController.class)
@Import({ Previews.class, FileStream.class, DialectParameter.class, PreviewControllerSliceTest.Directory.class })
class PreviewControllerSliceTest {

    @TempDir
    static Path data;

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    StreamRegistry streams;

    @MockitoBean
    Positions positions;

    @MockitoBean
    TopicPartitions topics;

    @TestConfiguration
    static class Directory {

        @Bean
        DataDirectory dataDirectory() {
            return TestDirectory.of(data);
        }

        @Bean
        ProducerClients clients() {
            return new ProducerClients(Map.of("max.request.size", 2_000), (settings) -> {
                throw new IllegalStateException("A preview needs no client");
            }, List.of());
        }

    }

    @BeforeEach
    void knowsThreePartitions() throws IOException {
        Files.writeString(data.resolve("A.csv"), "Time,Station\n1,s\n2,s\n3,s\n");
        given(this.positions.find(any())).willReturn(Optional.empty());
        given(this.topics.of(any())).willReturn(OptionalInt.of(3));
    }

    @Test
    void showsTenRowsUnlessAskedForOthers() throws IOException {
        Files.writeString(data.resolve("B.csv"), "n\n" + "1\n".repeat(200));

        assertThat(rows("/api/files/B.csv/preview")).isEqualTo(10);
        assertThat(rows("/api/files/B.csv/preview?rows=100")).isEqualTo(100);
        assertThat(rows("/api/files/A.csv/preview?rows=100")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { ".csv", ".csv.gz" })
    void showsRowsOfARangeThatBeginsFarFromTheStart(String ending) throws IOException {
        try (OutputStream out = Files.newOutputStream(data.resolve("far" + ending));
                OutputStream rows = new BufferedOutputStream(
                        ending.endsWith(".gz") ? new GZIPOutputStream(out) : out)) {
            rows.write("Time,n\n".getBytes(StandardCharsets.UTF_8));
            for (int n = 0; n < 500_000; n++) {
                rows.write((1_700_000_000 + n + "," + n + " is a long text\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        String body = """
                {"topic":"AIR","source":{"type":"csv","file":"far%s","timeFormat":"epoch-seconds",
                "from":"2023-11-20T00:00:00Z"}}""".formatted(ending);

        assertThat(this.mvc.post().uri("/api/streams/preview").contentType(MediaType.APPLICATION_JSON).content(body))
            .bodyJson()
            .extractingPath("$.records.length()")
            .isEqualTo(10);
    }

    /** The name of the stream is part of {@code row}. */
    @ParameterizedTest
    @CsvSource({ "AIR (1).csv,AIR,air-1/1/0", "AIR2308.csv.gz,AIR,air2308/1/0", "UPPER.CSV,UPPER,upper/1/0",
            "2024-02.csv,AIR,2024-02/1/0", "---.csv,My.Topic,my-topic/1/0" })
    void namesTheStreamAsRunDoes(String file, String topic, String row) throws IOException {
        try (OutputStream out = Files.newOutputStream(data.resolve(file));
                OutputStream rows = file.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            rows.write("n\n1\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(this.mvc.get().uri("/api/files/{file}/preview?topic={topic}", file, topic)).bodyJson()
            .extractingPath("$.records[0].row")
            .isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rows=0              | rows         | must be from 1 to 100, not 0
            rows=101            | rows         | must be from 1 to 100, not 101
            rows=all            | rows         | is 'all', expected a whole number
            rows=99999999999    | rows         | is '99999999999', expected a whole number
            partitioning=hash   | partitioning | must be one of [station, row, spread], not 'hash'
            """)
    void refusesParameters(String query, String parameter, String reason) {
        assertThat(this.mvc.get().uri("/api/files/A.csv/preview?" + query)).hasStatus(HttpStatus.BAD_REQUEST)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of(parameter, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = { "auto", "{\"delimiter\":\";\",\"decimal\":\",\"}" })
    void readsAFileByItsDialect(String dialect) throws IOException {
        Files.writeString(data.resolve("half.csv"), "Time;Station;Temp\n1;s;1,50\n2;s;2,25\n");

        assertThat(this.mvc.get().uri("/api/files/half.csv/preview?rows=1&dialect={dialect}", dialect)).hasStatusOk()
            .bodyJson()
            .extractingPath("$.records[0].value")
            .isEqualTo(Map.of("Time", 1, "Station", "s", "Temp", 1.5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    ;                     | dialect           | must be auto or an object such as {"delimiter":";"}
                    {"delimiter":         | dialect           | is not valid JSON (line 1, column 14): it ends too early
                    {"delimeter":";"}     | dialect.delimeter | is not a known field; known: [delimiter, quote, escape, decimal, thousands, encoding, skipLines, headerLine, columns, unitLines, comment, trim, lenientQuotes, blankRows]
                    {"skipLines":"one"}   | dialect.skipLines | is 'one', expected a whole number
                    {"decimal":";"}       | dialect.decimal   | must be . or ,
                    {"delimiter":":"}     | dialect           | half.csv looks separated by ';'; correct the dialect of the source, or let it be found with "auto"
                    """)
    void refusesDialects(String dialect, String parameter, String reason) throws IOException {
        Files.writeString(data.resolve("half.csv"), "Time;Station;Temp\n1;s;1,50\n2;s;2,25\n");

        assertThat(this.mvc.get().uri("/api/files/half.csv/preview?dialect={dialect}", dialect))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of(parameter, reason));
    }

    @ParameterizedTest
    @CsvSource({ "A.csv,sensor-ledger", "A.csv,''", "1.csv," })
    void refusesTopics(String file, String topic) throws IOException {
        Files.writeString(data.resolve("1.csv"), "a\n");
        assertThat(this.mvc.get().uri("/api/files/" + file + "/preview" + ((topic != null) ? "?topic=" + topic : "")))
            .hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.topic")
            .asString()
            .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "missing.csv", "passwd", "..csv", "A.CSV" })
    void answers404ForAFileThatIsNotThere(String file) {
        assertThat(this.mvc.get().uri("/api/files/" + file + "/preview")).hasStatus(HttpStatus.NOT_FOUND)
            .bodyJson()
            .extractingPath("$.type")
            .isEqualTo("urn:sensor-streams:problem:file-not-found");
    }

    @Test
    void saysWhyAFileIsNoSource() throws IOException {
        Files.writeString(data.resolve("bell.csv"), "a,\u0007\n");

        assertThat(this.mvc.get().uri("/api/files/bell.csv/preview")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.name")
            .isEqualTo("bell.csv is not CSV: its first row has control characters");
        assertThat(this.mvc.post().uri("/api/streams/preview").contentType(MediaType.APPLICATION_JSON).content("""
                {"topic":"A","source":{"type":"csv","file":"bell.csv"}}""")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors['source.file']")
            .isEqualTo("bell.csv is not CSV: its first row has control characters");
    }

    @Test
    void needsNoName() {
        assertThat(this.mvc.post().uri("/api/streams/preview").contentType(MediaType.APPLICATION_JSON).content("""
                {"topic":"A","source":{"type":"csv","file":"A.csv"}}""")).hasStatusOk()
            .bodyJson()
            .extractingPath("$.records[0].row")
            .isEqualTo("preview/1/0");
    }

    @Test
    void showsHowAFileIsRead() throws IOException {
        Files.writeString(data.resolve("half.csv"), "Time;a\n2024-01-01;1,5\n2024-01-02;2,5\n");

        assertThat(this.mvc.get().uri("/api/files/half.csv/preview")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"file":"half.csv","format":{"dialect":{"delimiter":";","decimal":","},"timeFormat":"iso"}}""");
        assertThat(this.mvc.get().uri("/api/files/half.csv/preview?dialect={dialect}", "{\"delimiter\":\";\"}"))
            .hasStatusOk()
            .bodyJson()
            .extractingPath("$.format.dialect.decimal")
            .isEqualTo(".");
    }

    @Test
    void showsTheFirstFileOfADirectory() throws IOException {
        Files.writeString(data.resolve("dir-2.csv"), "Time\tb\n");
        Files.writeString(data.resolve("dir-1.csv"), "Time\ta\n1\t2\n");
        Files.writeString(data.resolve("dir-1.csvx"), "no file of the pattern");

        assertThat(preview("dir-?.csv")).hasStatusOk()
            .bodyJson()
            .isLenientlyEqualTo(
                    """
                            {"file":"dir-1.csv","columns":["Time","a"],"format":{"dialect":{"delimiter":"\\t"}},"rowsLookedAt":1}""");
        assertThat(preview("nowhere-*")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"columns":[],"records":[],"rejected":[],"rowsLookedAt":0}""");
    }

    private MvcTestResult preview(String pattern) {
        return this.mvc.post().uri("/api/streams/preview").contentType(MediaType.APPLICATION_JSON).content("""
                {"topic":"A","source":{"type":"directory","pattern":"%s"}}""".formatted(pattern)).exchange();
    }

    @Test
    void showsColumnsOfAFileWithoutRows() throws IOException {
        Files.writeString(data.resolve("header.csv"), "Time,Station\n");
        Files.writeString(data.resolve("nothing.csv"), "");

        assertThat(this.mvc.get().uri("/api/files/header.csv/preview")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"columns":["Time","Station"],"records":[],"rejected":[],"rowsLookedAt":0,"file":"header.csv"}""");
        assertThat(this.mvc.get().uri("/api/files/nothing.csv/preview")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"columns":[],"records":[],"rejected":[],"rowsLookedAt":0,"file":"nothing.csv"}""");
    }

    @Test
    void rejectsARecordThatTheClientWouldRefuse() throws IOException {
        Files.writeString(data.resolve("large.csv"), "Time,Text\n1," + "x".repeat(1_500) + "\n2,y\n");

        assertThat(this.mvc.get().uri("/api/files/large.csv/preview")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"records":[{"row":"large/1/1","line":3}],"rejected":[{"line":2,"reason":
                 "row results in a record of 1520 bytes, the client's max.request.size allows 1000"}]}""");
    }

    @Test
    void readsABoundedPartOfAFile() throws IOException {
        Files.writeString(data.resolve("long.csv"), "a,b\n" + "x".repeat(10 << 20) + "\n1,2\n");
        Files.writeString(data.resolve("bad.csv"), "a,b\n" + "1\n".repeat(5_000));

        assertThat(this.mvc.get().uri("/api/files/long.csv/preview")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"records":[{"line":3,"value":{"a":1,"b":2}}],
                 "rejected":[{"line":2,"reason":"row is longer than 1048576 bytes"}]}""");
        JsonNode bad = body("/api/files/bad.csv/preview");
        assertThat(bad.path("rejected").size()).isEqualTo(100);
        assertThat(bad.path("rowsLookedAt").intValue()).isEqualTo(100);
    }

    @Test
    void leavesOutTheLinesOfALargeFileFromItsEnd() throws IOException {
        writeRows("large.csv", Files.newOutputStream(data.resolve("large.csv")), 17_000_000);
        Files.writeString(data.resolve("large.csv"), "1\n3,4\n", StandardOpenOption.APPEND);

        assertThat(post("large.csv", "rows=2")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"columns":["a","b"],
                 "records":[{"row":"preview/1/0","line":null,"topic":"A","partition":0,"key":null,
                             "value":{"a":3,"b":4}},
                            {"row":"preview/1/2","line":null,"topic":"A","partition":2,"key":null,
                             "value":{"a":1,"b":2}}],
                 "rejected":[{"line":null,"reason":"row has 1 fields, header has 2"}],"rowsLookedAt":3}""");
    }

    @ParameterizedTest
    @ValueSource(strings = { "small.csv", "small.csv.gz", "small.csv.zst" })
    void countsTheLinesOfASmallFileFromItsEnd(String file) throws IOException {
        writeRows(file, compressing(file), 5_000_000);

        assertThat(post(file, "rows=1")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"records":[{"line":5000001,"value":{"a":1,"b":2}}]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = { "large.csv.gz", "large.csv.zst" })
    void decompressesABoundedPartOfAFile(String file) throws IOException {
        writeRows(file, compressing(file), 17_000_000);

        assertThat(post(file, "rows=1")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .isEqualTo(Map.of("source.order",
                    "is 'reversed', which has no preview here: " + file
                            + " must be read as a whole before its last row, and has more than 67108864 bytes of text; "
                            + "the stream can be created"));
        assertThat(this.mvc.get().uri("/api/files/" + file + "/preview?rows=1")).hasStatusOk();
    }

    private MvcTestResult post(String file, String query) {
        return this.mvc.post()
            .uri("/api/streams/preview?" + query)
            .contentType(MediaType.APPLICATION_JSON)
            .content("""
                    {"topic":"A","partitioning":"row","source":{"type":"csv","file":"%s","order":"reversed"}}"""
                .formatted(file))
            .exchange();
    }

    private static OutputStream compressing(String file) throws IOException {
        OutputStream out = Files.newOutputStream(data.resolve(file));
        if (file.endsWith(".gz")) {
            return new GZIPOutputStream(out);
        }
        return file.endsWith(".zst") ? new ZstdOutputStream(out) : out;
    }

    /** Writes a header and rows of 4 bytes. */
    private static void writeRows(String file, OutputStream text, int rows) throws IOException {
        byte[] thousand = "1,2\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(text)) {
            out.write("a,b\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < rows / 1_000; i++) {
                out.write(thousand);
            }
        }
    }

    @Test
    void makesFourPreviewsAtATime() throws Exception {
        CountDownLatch entered = new CountDownLatch(4);
        CountDownLatch leave = new CountDownLatch(1);
        given(this.topics.of(any())).willAnswer((call) -> {
            entered.countDown();
            leave.await();
            return OptionalInt.empty();
        });
        List<CompletableFuture<Integer>> others = Stream.generate(() -> CompletableFuture.supplyAsync(this::status))
            .limit(4)
            .toList();
        try {
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(this.mvc.get().uri("/api/files/A.csv/preview")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasHeader("Retry-After", "2")
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:sensor-streams:problem:previews-busy");
        }
        finally {
            leave.countDown();
        }
        assertThat(others).allSatisfy((other) -> assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(200));
    }

    private int status() {
        return this.mvc.get().uri("/api/files/A.csv/preview").exchange().getResponse().getStatus();
    }

    @Test
    void refusesAMillionColumns() throws IOException {
        Files.writeString(data.resolve("wide.csv"), "c,".repeat(1_000_000) + "c\n");

        assertThat(this.mvc.get().uri("/api/files/wide.csv/preview")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.name")
            .asString()
            .isEqualTo("wide.csv is not CSV: in its header, row is longer than 1048576 bytes");
    }

    private int rows(String uri) {
        return body(uri).path("records").size();
    }

    private JsonNode body(String uri) {
        return JsonMapper.shared().readTree(this.mvc.get().uri(uri).exchange().getResponse().getContentAsByteArray());
    }

}
