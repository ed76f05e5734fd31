package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import jakarta.validation.Validation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Sources of {@code docs/dialects.md} read samples of the files that they are for. */
class DocumentedExportsTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
            textBlock = """
                    excel-europe.csv      | 3 | 2024-01-31T23:00:00Z | Köln        | "Temperatur °C":5.5,"Luftdruck hPa":1013.2,"Bemerkung":null}
                    campbell-toa5.csv     | 3 | 2024-02-01T00:00:00Z | -           | "RECORD":0,"BattV_Min":12.71,"AirTC_Avg":null,"RH":87.2,"Rain_mm_Tot":0}
                    davis-weatherlink.csv | 3 | 2024-02-01T00:05:00Z | -           | "Temp Out":5.5,"Hi Temp":5.6,"Low Temp":5.5,"Out Hum":87
                    sensor-community.csv  | 3 | 2024-02-01T00:00:18Z | 11245       | "P1":5.43,"durP1":null,"ratioP1":null,"P2":5.33
                    uci-air-quality.csv   | 3 | 2004-03-10T17:00:00Z | -           | "CO(GT)":2.6,"PT08.S1(CO)":1360
                    noaa-isd.csv          | 3 | 2024-02-01T00:54:00Z | 72509014739 | "TMP":"+0056,5"
                    noaa-erddap.csv       | 3 | 2024-02-01T00:00:00Z | 41004       | "wtmp":21.4,"wspd":5.1}
                    purpleair.csv         | 3 | 2024-02-01T00:00:00Z | 1234        | "pm2.5_atm_a":12.4
                    pandas.csv            | 3 | 2024-02-01T00:00:00Z | A           | {"column1":0,"Time":"2024-02-01 00:00:00","Station":"A","Temp":5.5,"Humidity":87.0}
                    influxdb.csv          | 3 | 2024-02-01T00:05:00Z | A           | "_value":5.5,"_field":"temperature"
                    tab.csv               | 3 | 2024-02-01T00:00:00Z | A           | "Temp":5.5,"Note":"dry, 5\\" of snow"}
                    """)
    void readsASample(String file, int rows, Instant first, @Nullable String station, String value) throws IOException {
        try (InputStream sample = DocumentedExportsTest.class.getResourceAsStream("/exports/" + file)) {
            Files.copy(Objects.requireNonNull(sample), this.temp.resolve(file));
        }
        Source source = sources().stream().filter((one) -> one.file().equals(file)).findFirst().orElseThrow();

        try (DataDirectory directory = TestDirectory.of(this.temp);
                Rows read = source.open(directory, "AIR", Position.BEGINNING)) {
            assertThat(source.faults(directory, "AIR")).isEmpty();
            assertThat(source.columnFaults(directory, true)).isEmpty();
            assertThat(read.next()).isEqualTo(Rows.Step.ROW);
            assertThat(new String(read.value(), StandardCharsets.UTF_8)).contains(value);
            assertThat(Instant.ofEpochMilli(read.eventTimeMillis())).isEqualTo(first);
            assertThat(text(read.station())).isEqualTo(station);
            for (int row = 1; row < rows; row++) {
                assertThat(read.next()).isEqualTo(Rows.Step.ROW);
                assertThat(read.eventTimeMillis()).isNotEqualTo(Rows.NO_EVENT_TIME);
            }
            assertThat(read.next()).isEqualTo(Rows.Step.END);
        }
    }

    @Test
    void aSourceOfEachKindIsValid() throws IOException {
        List<FileSource> sources = sources();

        assertThat(sources).hasSize(11);
        sources
            .forEach((source) -> assertThat(Validation.buildDefaultValidatorFactory().getValidator().validate(source))
                .isEmpty());
    }

    private List<FileSource> sources() throws IOException {
        List<FileSource> sources = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/dialects.md"))) {
            if (line.startsWith("{\"type\":\"csv\"")) {
                sources.add((FileSource) this.json.readValue(line, Source.class));
            }
        }
        return sources;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

}
