package io.sensorstreams.producer.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.sensorstreams.producer.directory.TestDirectory;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import io.sensorstreams.producer.source.RowsContract.Seen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows of files after bug reports of other programs, as a stream sends them. Quotes are
 * simple ones here.
 */
class CaseRowsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', nullValues = "-",
            textBlock = """
                    cases/uci.csv         -> - -> 3 -> {'Date':'10/03/2004','Time':'18.00.00','CO(GT)':2.6,'PT08.S1(CO)':1360,'C6H6(GT)':11.9,'T':13.6,'RH':48.9,'AH':0.7578,'column9':null,'column10':null}
                    cases/davis.csv       -> - -> 2 -> {'Date & Time':'2/1/24 12:00 AM','Barometer - mb':1013.2,'Temp - °C':'5,5','High Temp - °C':'--'}
                    cases/davis.csv       -> {'decimal':','} -> 2 -> {'Date & Time':'2/1/24 12:00 AM','Barometer - mb':'1,013.2','Temp - °C':5.5,'High Temp - °C':'--'}
                    cases/pipe.csv        -> - -> 1 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/tab.csv         -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/sepline.csv     -> - -> 1 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/toa5.csv        -> - -> 2 -> {'TIMESTAMP':'2024-02-01 00:00:00','RECORD':0,'BattV_Min':12.71,'AirTC_Avg':'NAN'}
                    cases/comments.csv    -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/noheader.csv    -> - -> 3 -> {'column1':'01/02/2024 00:00:00','column2':'A','column3':1.5}
                    cases/noheader.csv    -> {'columns':['Time','Station','T']} -> 3 -> {'Time':'01/02/2024 00:00:00','Station':'A','T':1.5}
                    cases/cp1252.csv      -> - -> 3 -> {'Time':'01/02/2024 00:00:00','Station':'Köln','Temp °C':1.5}
                    cases/utf16.csv       -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'Köln','Temp':1.5}
                    cases/utf16.csv       -> {'encoding':'UTF-16'} -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'Köln','Temp':1.5}
                    cases/dupcols.csv     -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'A','PM2.5':10,'PM2.5_2':11,'Temp':1.5}
                    cases/oneblank.csv    -> - -> 2 -> {'column1':0,'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/trailcomma.csv  -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5,'column4':null}
                    cases/padhdr.csv      -> - -> 2 -> {'Time':'01/02/2024 00:00:00','Station':'A','Temp':1.5}
                    cases/padhdr.csv      -> {} -> 2 -> {'Time':'01/02/2024 00:00:00',' Station':' A',' Temp':' 1.5'}
                    cases/singlequote.csv -> - -> 1 -> {'Time':'01/02/2024 00:00:00','Station':'A, x','Temp':1.5}
                    cases/quotednl.csv    -> {'lenientQuotes':true} -> 5 -> {'Time':'01/02/2024 00:00:00','Station':'A, north','Temp':1.5,'Note':'line one\\u000aline two, \\'quoted\\''}
                    exports/excel-europe.csv -> - -> - -> -
                    exports/davis-weatherlink.csv -> - -> - -> -
                    exports/influxdb.csv  -> - -> - -> -
                    exports/noaa-erddap.csv -> - -> - -> -
                    """)
    void readsTheRows(String file, @Nullable String dialect, @Nullable Integer rows, @Nullable String first)
            throws IOException {
        copy(file);

        List<String> read = read(dialect, Source.Order.FILE);

        List<String> reversed = read(dialect, Source.Order.REVERSED);
        Collections.reverse(reversed);
        assertThat(reversed).isEqualTo(read);
        assertThat(read).isNotEmpty().noneMatch((row) -> row.startsWith("A.csv:"));
        if (first != null) {
            assertThat(read).hasSize(Objects.requireNonNull(rows));
            assertThat(read.get(0).replace('"', '\'')).isEqualTo(first);
        }
    }

    private void copy(String resource) throws IOException {
        try (InputStream content = CaseRowsTest.class.getResourceAsStream("/" + resource)) {
            Files.write(this.temp.resolve("A.csv"), Objects.requireNonNull(content).readAllBytes());
        }
    }

    private List<String> read(@Nullable String dialect, Source.Order order) throws IOException {
        Map<String, Object> settings = new HashMap<>(Map.of("order", order));
        if (dialect != null) {
            settings.put("dialect", JSON.readValue(dialect.replace('\'', '"').getBytes(UTF_8), Map.class));
        }
        try (Rows rows = TestSources.csv("A.csv", settings)
            .open(TestDirectory.of(this.temp), "A", Position.BEGINNING)) {
            return new ArrayList<>(Seen.readAll(rows, 1000).stream().map(Seen::content).toList());
        }
    }

}
