package io.sensorstreams.producer.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sensorstreams.producer.random.Field;
import io.sensorstreams.producer.random.RandomRows;
import io.sensorstreams.producer.row.Position;
import io.sensorstreams.producer.row.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RandomRowsTest extends RowsContract {

    private static final ZoneId SAIGON = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final LocalDateTime START = LocalDateTime.parse("2023-08-31T23:58:30");

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2023-08-31T16:59:00Z"));

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    Rows open(Position from) {
        return new RandomRows(new RandomSource(null, 7L, null, START, null).options(), "AIR", from.row(), this.clock);
    }

    @Test
    void numbersStayWithinTheirBounds() {
        Map<String, Field> fields = Map.of("d", new Field.Decimal(-1.05, 1.05, 1), "i", new Field.Whole(-2L, 2L));
        List<JsonNode> rows = rows(fields, 2000);
        assertThat(rows).extracting((row) -> row.get("d").decimalValue().scale()).containsOnly(1);
        assertThat(rows).extracting((row) -> row.get("d").doubleValue())
            .allSatisfy((d) -> assertThat(d).isBetween(-1.0, 1.0))
            .contains(-1.0, 0.0, 1.0);
        assertThat(rows).extracting((row) -> row.get("i").intValue()).containsOnly(-2, -1, 0, 1, 2);
    }

    @Test
    void equalLimitsGiveAConstant() {
        assertThat(texts(Map.of("d", new Field.Decimal(5.0, 5.0, 0)), 2)).containsExactly("{\"d\":5}", "{\"d\":5}");
        long most = Field.LARGEST;
        assertThat(texts(Map.of("i", new Field.Whole(most, most)), 1)).containsExactly("{\"i\":" + most + "}");
    }

    @Test
    void aSequenceCountsTheRows() {
        assertThat(texts(Map.of("n", new Field.Sequence(null, null)), 3)).containsExactly("{\"n\":0}", "{\"n\":1}",
                "{\"n\":2}");
    }

    @Test
    void aSequenceRestartsAfterItsGreatestNumber() {
        assertThat(texts(Map.of("n", new Field.Sequence(-1L, 1L)), 4)).containsExactly("{\"n\":-1}", "{\"n\":0}",
                "{\"n\":1}", "{\"n\":-1}");
    }

    @Test
    void aChoiceUsesAllItsValues() {
        assertThat(texts(Map.of("c", new Field.Choice(List.of("a", "7", "é\""))), 100)).containsOnly("{\"c\":\"a\"}",
                "{\"c\":7}", "{\"c\":\"é\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource({ "dd/MM/yyyy HH:mm:ss, '\"31/08/2023 23:59:00\"'", "iso, '\"2023-08-31T23:59:00+07:00\"'",
            "epoch-millis, 1693501140000", "yyyy, 2023" })
    void timesWithoutAStartAreTheCurrentTime(String format, String text) {
        assertThat(texts(Map.of("t", new Field.Timestamp(format, SAIGON)), 1)).containsExactly("{\"t\":" + text + "}");
    }

    @ParameterizedTest
    @CsvSource({ "dd/MM/yyyy HH:mm:ss, '\"31/08/2023 23:58:30\"', '\"31/08/2023 23:58:45\"'",
            "iso, '\"2023-08-31T23:58:30+07:00\"', '\"2023-08-31T23:58:45+07:00\"'",
            "epoch-millis, 1693501110000, 1693501125000" })
    void timesWithAStartAreLocalTimesOfTheZone(String format, String first, String second) {
        RandomSource source = new RandomSource(null, 0L, Map.of("t", new Field.Timestamp(format, SAIGON)), START,
                Duration.ofSeconds(15));
        assertThat(texts(source, "any", 2)).containsExactly("{\"t\":" + first + "}", "{\"t\":" + second + "}");
    }

    @Test
    void columnsHaveTheRequestedOrder() {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("z", new Field.Sequence(null, null));
        fields.put("a", new Field.Sequence(5L, null));
        assertThat(texts(fields, 1)).containsExactly("{\"z\":0,\"a\":5}");
    }

    @Test
    void namedStationsAlternateAndAreTheKeys() throws IOException {
        RandomSource source = new RandomSource(List.of("north", "south"), 0L,
                Map.of("n", new Field.Sequence(null, null)), START, Duration.ofMinutes(1));
        assertThat(texts(source, "any", 3)).containsExactly("{\"Station\":\"north\",\"n\":0}",
                "{\"Station\":\"south\",\"n\":1}", "{\"Station\":\"north\",\"n\":2}");
        try (Rows rows = new RandomRows(source.options(), "any", 0, this.clock)) {
            assertThat(Seen.readAll(rows, 3)).extracting(Seen::station).containsExactly("north", "south", "north");
        }
        try (Rows rows = new RandomRows(source.options(), "any", 0, this.clock)) {
            assertThat(Seen.readAll(rows, 3)).extracting(Seen::eventTimeMillis)
                .containsExactly(1693526310000L, 1693526310000L, 1693526370000L);
        }
    }

    @Test
    void aFieldNamedStationIsTheKey() throws IOException {
        RandomSource source = new RandomSource(null, 0L, Map.of("Station", new Field.Choice(List.of("s"))), START,
                null);
        try (Rows rows = new RandomRows(source.options(), "any", 0, this.clock)) {
            assertThat(Seen.readAll(rows, 1)).extracting(Seen::station).containsExactly("s");
        }
    }

    @Test
    void anotherSeedGivesOtherRows() {
        Map<String, Field> fields = Map.of("i", new Field.Whole(null, null));
        assertThat(texts(new RandomSource(null, 1L, fields, null, null), "any", 20))
            .isEqualTo(texts(new RandomSource(null, 1L, fields, null, null), "any", 20))
            .isNotEqualTo(texts(new RandomSource(null, 2L, fields, null, null), "any", 20));
    }

    @ParameterizedTest
    @ValueSource(strings = { "AIR", "EARTH", "WATER" })
    void readingsHaveTheColumnsOfTheTopicsFiles(String topic) throws IOException {
        Path month = Path.of("../samples", topic + "2401.csv");
        String header = Files.readAllLines(month).get(0);
        JsonNode row = this.json.readTree(texts(new RandomSource(null, 0L, null, null, null), topic, 1).get(0));
        assertThat(row.propertyNames()).containsExactly(header.split(","));
        assertThat(row.get("Station").asString()).startsWith("SVDT");
    }

    @Test
    void readingsFollowTheDay() {
        RandomSource source = new RandomSource(null, 3L, null, LocalDateTime.parse("2023-08-01T00:00:00"),
                Duration.ofHours(1));
        List<JsonNode> rows = texts(source, "AIR", 2 * 24 * 30).stream().map(this.json::readTree).toList();
        assertThat(mean(rows, "Temperature", "14")).isBetween(mean(rows, "Temperature", "02") + 6, 40.0);
        assertThat(mean(rows, "Moisture", "14")).isLessThan(mean(rows, "Moisture", "02") - 10);
        assertThat(mean(rows, "Light", "02")).isZero();
        assertThat(mean(rows, "Light", "13")).isGreaterThan(1000);
    }

    @Test
    void readingsChangeLittleFromOneToTheNext() {
        RandomSource source = new RandomSource(List.of("one"), 3L, null, START, null);
        List<JsonNode> rows = texts(source, "EARTH", 1000).stream().map(this.json::readTree).toList();
        for (int i = 1; i < rows.size(); i++) {
            double step = rows.get(i).get("Temperature").doubleValue()
                    - rows.get(i - 1).get("Temperature").doubleValue();
            assertThat(Math.abs(step)).isLessThanOrEqualTo(0.2);
        }
    }

    @Test
    void totalRainfallIsTheSumOfRainfall() {
        RandomSource source = new RandomSource(List.of("one"), 3L, null, START, null);
        List<JsonNode> rows = texts(source, "AIR", 4000).stream().map(this.json::readTree).toList();
        double fallen = rows.get(0).get("Total_Rainfall").doubleValue();
        for (JsonNode row : rows.subList(1, rows.size())) {
            fallen += row.get("Rainfall").doubleValue();
            assertThat(row.get("Total_Rainfall").doubleValue()).isCloseTo(fallen, within(0.001));
        }
        assertThat(fallen).isGreaterThan(rows.get(0).get("Total_Rainfall").doubleValue());
    }

    private static double mean(List<JsonNode> rows, String column, String hour) {
        return rows.stream()
            .filter((row) -> row.get("Time").asString().startsWith(hour, 11))
            .mapToDouble((row) -> row.get(column).doubleValue())
            .average()
            .orElseThrow();
    }

    private List<JsonNode> rows(Map<String, Field> fields, int count) {
        return texts(fields, count).stream().map(this.json::readTree).toList();
    }

    private List<String> texts(Map<String, Field> fields, int count) {
        return texts(new RandomSource(null, 0L, fields, null, null), "any", count);
    }

    private List<String> texts(RandomSource source, String topic, int count) {
        List<String> texts = new ArrayList<>();
        RandomRows rows = new RandomRows(source.options(), topic, 0, this.clock);
        for (int i = 0; i < count; i++) {
            assertThat(rows.next()).isEqualTo(Rows.Step.ROW);
            texts.add(new String(rows.value(), UTF_8));
        }
        return texts;
    }

}
