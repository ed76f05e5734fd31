package io.sensorstreams.producer.preview;

import java.io.IOException;

import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.row.ReadFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;

@WebMvcTest(PreviewController.class)
@Import(DialectParameter.class)
@ExtendWith(OutputCaptureExtension.class)
class PreviewProblemsSliceTest {

    private static final String URI = "/api/files/A.csv/preview";

    @Autowired
    MockMvcTester mvc;

    @MockitoBean
    Previews previews;

    @MockitoBean
    FileStream streams;

    @Test
    void takesAFailureOfTheFileSystemForOneOfTheService(CapturedOutput output) throws IOException {
        given(this.previews.ofFile(any(), anyInt()))
            .willThrow(new ReadFailedException("A.csv cannot be read", new IOException("Input/output error")));

        assertThat(this.mvc.get().uri(URI)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE).bodyJson().isLenientlyEqualTo("""
                {"type":"urn:sensor-streams:problem:data-directory-failed",
                 "detail":"The source cannot be read. The log of the producer-service has the reason"}""");
        assertThat(output).contains("The source of a preview cannot be read", "Input/output error");
    }

    @Test
    void takesAClientThatIsGoneForNoFailure(CapturedOutput output) throws IOException {
        given(this.previews.ofFile(any(), anyInt())).willAnswer((call) -> {
            throw new IOException("Broken pipe");
        });

        assertThat(this.mvc.get().uri(URI)).body().isEmpty();
        assertThat(output).doesNotContain("The source of a preview cannot be read");
    }

}
