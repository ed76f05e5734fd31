package io.sensorstreams.common.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Decoding an encoded row returns the same cells, and the encoded value is valid JSON for
 * another library.
 */
class RowRoundTripTest {

    private static final String[] PIECES = { "27.0", "-0", "1e9", "007", "SVDT1", "---", "é", "€", "😀", "\"", "\\",
            "\n", "\r", "\t", "\0", "\u001f", "/", ",", "{", "}", ":", " ", "\u007f", "\u2028" };

    private final JsonMapper json = JsonMapper.builder().build();

    @RepeatedTest(20)
    void decodesTheCellsThatWereEncoded() throws MalformedRowException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RowDecoder decoder = new RowDecoder();
        for (int i = 0; i < 50; i++) {
            List<String> columns = columns(random);
            RowEncoder encoder = new RowEncoder(columns, List.of("---", ""));
            for (int row = 0; row < 5; row++) {
                roundTrip(columns, encoder, decoder, random, "seed " + seed);
            }
        }
    }

    @RepeatedTest(5)
    void acceptsOnlyWhatAnotherLibraryReadsAsJson() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] intact = "{\"a\":\"x\\n\\u20ac é\",\"b\":[-1.5e3,{\"c\":null}],\"d\":true,\"e\":-0.0}".getBytes(UTF_8);
        byte[] replacements = "\"\\{}[],:0-+eEu .tn\n\0é".getBytes(UTF_8);
        RowDecoder decoder = new RowDecoder();
        for (int i = 0; i < 5_000; i++) {
            byte[] value = intact.clone();
            value[random.nextInt(value.length)] = replacements[random.nextInt(replacements.length)];
            if (accepts(decoder, value)) {
                String description = "seed " + seed + ": " + new String(value, UTF_8);
                assertThatNoException().as(description).isThrownBy(() -> this.json.readTree(value));
            }
        }
    }

    private static boolean accepts(RowDecoder decoder, byte[] value) {
        try {
            decoder.decode(value);
            return true;
        }
        catch (MalformedRowException e) {
            return false;
        }
    }

    private void roundTrip(List<String> columns, RowEncoder encoder, RowDecoder decoder, Random random, String seed)
            throws MalformedRowException {
        List<String> cells = columns.stream().map((column) -> text(random)).toList();
        encoder.begin();
        for (String cell : cells) {
            byte[] bytes = cell.getBytes(UTF_8);
            encoder.cell(bytes, 0, bytes.length);
        }
        byte[] value = encoder.end();

        decoder.decode(value);

        assertThat(decoder.columns()).as(seed).isEqualTo(columns);
        JsonNode other = this.json.readTree(value);
        assertThat(other.propertyNames()).as(seed).containsExactlyElementsOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            boolean missing = cells.get(i).isEmpty() || cells.get(i).equals("---");
            assertThat(decoder.isNull(i)).as(seed).isEqualTo(missing);
            assertThat(other.get(columns.get(i)).isNull()).as(seed).isEqualTo(missing);
            if (!missing) {
                String cell = new String(decoder.bytes(i), decoder.start(i), decoder.end(i) - decoder.start(i), UTF_8);
                assertThat(cell).as(seed).isEqualTo(cells.get(i));
            }
            if (other.get(columns.get(i)).isString()) {
                assertThat(other.get(columns.get(i)).asString()).as(seed).isEqualTo(cells.get(i));
            }
        }
    }

    private static List<String> columns(Random random) {
        Set<String> columns = new LinkedHashSet<>();
        int count = 1 + random.nextInt(20);
        while (columns.size() < count) {
            columns.add(text(random) + columns.size());
        }
        return new ArrayList<>(columns);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(random.nextInt(10) == 0 ? 100 : 3);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

}
