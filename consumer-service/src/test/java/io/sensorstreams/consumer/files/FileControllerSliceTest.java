package io.sensorstreams.consumer.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.bytes.StoredBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(FileController.class)
class FileControllerSliceTest {

    private static final String NAME = "AIR-0-00000000000000000000.csv";

    private static final String URI = "/api/files/AIR/AIR/0/" + NAME;

    private static final String ETAG = "\"00c0ffee-20\"";

    private static final LedgerEntry ENTRY = LedgerEntry.builder("AIR", "AIR", 0, NAME)
        .nextOffset(3)
        .rows(3)
        .bytes(20)
        .crc32c("00c0ffee")
        .owner("consumer-0")
        .topicId("topic-1")
        .disk("disk-0")
        .build();

    @TempDir
    Path directory;

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    CommittedFiles files;

    @BeforeEach
    void writeFile() throws IOException {
        Path file = this.directory.resolve(NAME);
        Files.writeString(file, "Time,PM10\nt0,0\nt1,1\nuncommitted");
        given(this.files.get("AIR", "AIR", 0, NAME)).willReturn(new CommittedFile(ENTRY, file));
    }

    @Test
    void listsTheLedger() {
        given(this.files.list()).willReturn(List.of(ENTRY));

        assertThat(this.mvc.get().uri("/api/files")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                [{"group":"AIR","topic":"AIR","partition":0,"file":"AIR-0-00000000000000000000.csv","firstOffset":0,
                  "nextOffset":3,"rows":3,"bytes":20,"crc32c":"00c0ffee","sealed":false,"owner":"consumer-0",
                  "topicId":"topic-1","disk":"disk-0"}]""");
    }

    @Test
    void servesTheCommittedBytesOnly() {
        assertThat(this.mvc.get().uri(URI)).hasStatusOk()
            .hasContentType(new MediaType("text", "csv"))
            .hasHeader("Content-Length", "20")
            .hasHeader("Accept-Ranges", "bytes")
            .hasBodyTextEqualTo("Time,PM10\nt0,0\nt1,1\n");
    }

    @Test
    void servesJsonLinesWithTheirMediaType() throws IOException {
        String name = "AIR-0-00000000000000000000.jsonl";
        Path file = Files.writeString(this.directory.resolve(name), "{}\n");
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, name).nextOffset(1).rows(1).bytes(3).build();
        given(this.files.get("AIR", "AIR", 0, name)).willReturn(new CommittedFile(entry, file));

        assertThat(this.mvc.get().uri("/api/files/AIR/AIR/0/" + name))
            .hasContentType(new MediaType("application", "x-ndjson"));
    }

    @Test
    void servesARange() {
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=10-13")).hasStatus(HttpStatus.PARTIAL_CONTENT)
            .hasHeader("Content-Range", "bytes 10-13/20")
            .hasBodyTextEqualTo("t0,0");
    }

    @Test
    void answersWithoutBytesWhenTheCallerHasThem() {
        assertThat(this.mvc.get().uri(URI)).hasHeader("ETag", ETAG);
        assertThat(this.mvc.get().uri(URI).header("If-None-Match", ETAG)).hasStatus(HttpStatus.NOT_MODIFIED)
            .bodyText()
            .isEmpty();
        assertThat(this.mvc.get().uri(URI).header("If-None-Match", "\"00c0ffee-19\"")).hasStatusOk();
    }

    @Test
    void servesARangeOnlyOfTheBytesThatTheCallerKnows() {
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=10-13").header("If-Range", ETAG))
            .hasStatus(HttpStatus.PARTIAL_CONTENT)
            .hasBodyTextEqualTo("t0,0");
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=10-13").header("If-Range", "\"00c0ffee-19\""))
            .hasStatusOk()
            .hasHeader("ETag", ETAG)
            .hasBodyTextEqualTo("Time,PM10\nt0,0\nt1,1\n");
    }

    @Test
    void endsARangeAtTheCommittedLength() {
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=15-")).hasStatus(HttpStatus.PARTIAL_CONTENT)
            .hasHeader("Content-Range", "bytes 15-19/20")
            .hasBodyTextEqualTo("t1,1\n");
    }

    @Test
    void servesSeveralRanges() {
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=10-13,15-18")).hasStatus(HttpStatus.PARTIAL_CONTENT)
            .bodyText()
            .contains("bytes 10-13/20", "t0,0", "bytes 15-18/20", "t1,1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=20-", "bytes=99999-", "bytes=0-3,20-30", "bytes=abc", "bytes=", "bytes=5-2" })
    void refusesARangeAfterTheCommittedLength(String range) {
        assertThat(this.mvc.get().uri(URI).header("Range", range)).hasStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .hasHeader("Content-Range", "bytes */20")
            .doesNotContainHeader("Content-Length")
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:range-not-satisfiable","status":416,
                     "detail":"The file has 20 committed bytes, and '%s' is not a range of them; \
                    expected one like 'bytes=0-99' or 'bytes=-100'"}""".formatted(range));
    }

    @ParameterizedTest
    @ValueSource(strings = { "rows=1-2", "Bytes=10-13" })
    void ignoresARangeOfAnotherUnit(String range) {
        assertThat(this.mvc.get().uri(URI).header("Range", range)).hasStatusOk()
            .hasContentType(new MediaType("text", "csv"))
            .hasBodyTextEqualTo("Time,PM10\nt0,0\nt1,1\n");
    }

    @Test
    void servesTheHeaderAndTheLastRows() {
        assertThat(this.mvc.get().uri(URI + "?tail=1")).hasStatusOk()
            .hasContentType(new MediaType("text", "csv"))
            .hasBodyTextEqualTo("Time,PM10\nt1,1\n");
    }

    @Test
    void servesAllRowsWhenThereAreFewer() {
        assertThat(this.mvc.get().uri(URI + "?tail=20")).hasBodyTextEqualTo("Time,PM10\nt0,0\nt1,1\n");
    }

    @Test
    void refusesAnInvalidTail() {
        assertThat(this.mvc.get().uri(URI + "?tail=-1")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.tail")
            .isEqualTo("must be greater than or equal to 0");
        assertThat(this.mvc.get().uri(URI + "?tail=x")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.tail")
            .isEqualTo("is 'x', expected a whole number");
    }

    @Test
    void answersAnUnknownFileWithNotFound() throws IOException {
        given(this.files.get("AIR", "AIR", 1, NAME)).willThrow(FileNotFoundException.unknown("AIR", "AIR", 1, NAME));

        assertThat(this.mvc.get().uri("/api/files/AIR/AIR/1/" + NAME)).hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:file-not-found","detail":"The ledger has no file \
                    'AIR-0-00000000000000000000.csv' of group 'AIR', topic AIR, partition 1"}""");
    }

    @Test
    void namesTheOwnerOfAFileOnAnotherDisk() throws IOException {
        given(this.files.get("AIR", "AIR", 0, NAME)).willThrow(FileNotFoundException.elsewhere(ENTRY));

        assertThat(this.mvc.get().uri(URI)).hasStatus(HttpStatus.NOT_FOUND)
            .bodyJson()
            .extractingPath("$.detail")
            .isEqualTo("The committed 20 bytes of AIR-0-00000000000000000000.csv are not on this disk; "
                    + "they belong to instance 'consumer-0'");
    }

    @Test
    void listsTheObjectOfAFileInAStore() {
        LedgerEntry entry = StoredBytes.entry(ENTRY);
        given(this.files.list()).willReturn(List.of(entry));

        assertThat(this.mvc.get().uri("/api/files")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                [{"file":"AIR-0-00000000000000000000.csv","sealed":true,"disk":"s3://readings/august/",
                  "object":{"bucket":"readings","etag":"\\"etag\\"","key":
                  "august/AIR/AIR/partition=0/AIR-0-00000000000000000000-0000000000000007.csv"}}]""");
    }

    @Test
    void servesARangeOfAnObject() throws IOException {
        StoredBytes bytes = new StoredBytes(NAME, "Time,PM10\nt0,0\nt1,1\n".getBytes(StandardCharsets.UTF_8));
        given(this.files.get("AIR", "AIR", 0, NAME)).willReturn(new CommittedFile(StoredBytes.entry(ENTRY), bytes));

        assertThat(this.mvc.get().uri(URI)).hasStatusOk().hasBodyTextEqualTo("Time,PM10\nt0,0\nt1,1\n");
        assertThat(this.mvc.get().uri(URI).header("Range", "bytes=-5")).hasStatus(HttpStatus.PARTIAL_CONTENT)
            .hasHeader("Content-Range", "bytes 15-19/20")
            .hasBodyTextEqualTo("t1,1\n");
    }

    @Test
    void passesTheReasonOfAStoreThatFailsOn() throws IOException {
        given(this.files.get("AIR", "AIR", 0, NAME)).willThrow(StoredBytes.away());

        assertStoreFailed(URI);
        assertStoreFailed(URI + "?tail=1");
    }

    @Test
    void passesTheReasonOfAStoreThatFailsLaterOn() throws IOException {
        given(this.files.get("AIR", "AIR", 0, NAME))
            .willReturn(new CommittedFile(StoredBytes.entry(ENTRY), new StoredBytes(NAME, new byte[20]).failsFrom(0)));

        assertStoreFailed(URI + "?tail=1");
    }

    private void assertStoreFailed(String uri) {
        assertThat(this.mvc.get().uri(uri)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .hasHeader("Retry-After", "5")
            .bodyJson()
            .isLenientlyEqualTo("""
                    {"type":"urn:sensor-streams:problem:object-store-failed","title":"Object store failed",
                     "detail":"Reading failed: the store cannot be reached"}""");
    }

    @Test
    void refusesAPartitionThatIsNotANumber() {
        assertThat(this.mvc.get().uri("/api/files/AIR/AIR/one/" + NAME)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.partition")
            .isEqualTo("is 'one', expected a whole number");
    }

}
