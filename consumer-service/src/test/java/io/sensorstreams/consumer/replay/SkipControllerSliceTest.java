package io.sensorstreams.consumer.replay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.sensorstreams.consumer.directory.DirectoryLabel;
import io.sensorstreams.consumer.directory.RecoveryException;
import io.sensorstreams.consumer.replicas.ask.Callers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@WebMvcTest(ReplayController.class)
@ExtendWith(OutputCaptureExtension.class)
class SkipControllerSliceTest {

    private static final SkipRequest REQUEST = new SkipRequest("AIR", 1, 42L, "bad rows");

    private static final String BODY = "{\"topic\":\"AIR\",\"partition\":1,\"to\":42,\"reason\":\"bad rows\"}";

    @TempDir
    Path directory;

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    StoppedElsewhere elsewhere;

    @MockitoBean
    Callers callers;

    @MockitoBean
    Skips skips;

    @MockitoBean
    Replays replays;

    @Test
    void returnsTheSkippedOffsets() throws Exception {
        given(this.skips.skip("AIR", REQUEST)).willReturn(new SkipView("AIR", "AIR", 1, 40, 42, 2, "bad rows"));

        assertThat(post(BODY)).hasStatus(HttpStatus.OK).bodyJson().isStrictlyEqualTo("""
                {"group":"AIR","topic":"AIR","partition":1,"from":40,"to":42,"offsets":2,"reason":"bad rows"}""");
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        assertThat(post("{}")).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsOnlyKeys("topic", "partition", "to", "reason");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            partition | {"topic":"AIR","partition":-1,"to":42,"reason":"x"}
            to        | {"topic":"AIR","partition":1,"to":0,"reason":"x"}
            reason    | {"topic":"AIR","partition":1,"to":42,"reason":" "}
            """)
    void refusesInvalidOffsets(String field, String body) {
        assertThat(post(body)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors")
            .asMap()
            .containsOnlyKeys(field);
    }

    @Test
    void refusesALongReason() {
        assertThat(post(BODY.replace("bad rows", "x".repeat(501)))).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.reason")
            .isNotNull();
    }

    @Test
    void namesTheOffsetsThatCanBeSkipped() throws Exception {
        given(this.skips.skip("AIR", REQUEST)).willThrow(InvalidSkipException.offset(42, 50, 60));

        assertThat(post(BODY)).hasStatus(HttpStatus.BAD_REQUEST)
            .bodyJson()
            .extractingPath("$.errors.to")
            .isEqualTo("must be greater than 50, the position of the group, and not greater than 60, the end of"
                    + " the partition; was 42");
    }

    @Test
    void refusesWhileTheGroupRuns() throws Exception {
        given(this.skips.skip("AIR", REQUEST)).willThrow(ReplayRefusedException.running("AIR", "is not stopped here"));

        assertThat(post(BODY)).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void failsWhenFilesCannotBeRead(CapturedOutput output) throws Exception {
        given(this.skips.skip("AIR", REQUEST)).willThrow(new AccessDeniedException("/output/AIR"));

        assertThat(post(BODY)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
            .bodyJson()
            .isLenientlyEqualTo(
                    """
                            {"type":"urn:sensor-streams:problem:output-directory-failed",
                             "detail":"The output directory cannot be read. Nothing was changed. The log of the consumer-service has the reason"}""");
        assertThat(output).contains("The output directory cannot be read", "AccessDeniedException: /output/AIR");
    }

    @Test
    void reportsWhyFilesDoNotMatch() throws Exception {
        given(this.skips.skip("AIR", REQUEST)).willThrow(mismatch());

        assertThat(post(BODY)).hasStatus(HttpStatus.CONFLICT)
            .bodyJson()
            .extractingPath("$.detail")
            .asString()
            .startsWith("File " + this.directory.resolve(".disk") + " is damaged; restore it");
    }

    private RecoveryException mismatch() throws IOException {
        Files.writeString(this.directory.resolve(".disk"), "");
        try {
            DirectoryLabel.read(this.directory);
            throw new AssertionError("The label is taken");
        }
        catch (RecoveryException e) {
            return e;
        }
    }

    private MockMvcTester.MockMvcRequestBuilder post(String body) {
        return this.mvc.post().uri("/api/listeners/AIR/skip").contentType(MediaType.APPLICATION_JSON).content(body);
    }

}
