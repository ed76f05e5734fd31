package io.sensorstreams.consumer.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.sensorstreams.common.ledger.LedgerEntry;
import io.sensorstreams.consumer.files.CommittedFile;
import io.sensorstreams.consumer.files.CommittedFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

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
        String content = "Time,Temp,Humidity\n31/08/2023 23:59:00,27.0,\n01/09/2023 00:00:00,27.5,80\n";
        Path file = Files.writeString(this.directory.resolve(NAME), content);
        LedgerEntry entry = LedgerEntry.builder("AIR", "AIR", 0, NAME)
            .nextOffset(2)
            .rows(2)
            .bytes(content.length())
            .build();
        given(this.files.get("AIR", "AIR", 0, NAME)).willReturn(new CommittedFile(entry, file));
    }

    @Test
    void showsColumnsOverTime() {
        assertThat(this.mvc.get().uri(URI + "?columns=Temp,Humidity&x=Time&points=100")).hasStatusOk()
            .hasBodyTextEqualTo("""
                    {"x":"Time","numeric":["Temp","Humidity"],"columns":["Temp","Humidity"],\
                    "positions":[1693526340000,1693526400000],"values":[[27.0,27.5],[null,80.0]],\
                    "rows":2,"sampled":false}""");
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
