package io.sensorstreams.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A record value as Jackson reads it, with the rules of the services: valid UTF-8, one
 * object with members, no name twice, nested at most 100 levels, and no half of a
 * surrogate pair in its names and texts.
 */
public final class JsonText {

    private static final int DEEPEST = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNestingDepth(10_000_000)
            .build())
        .build();

    /**
     * An escape with a character outside ASCII instead of a hexadecimal digit. Jackson
     * accepts some of them when it parses characters: it looks at the low byte only.
     */
    private static final Pattern NO_HEX_DIGIT = Pattern
        .compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u[0-9a-fA-F]{0,3}[^\\x00-\\x7F]");

    private final List<String> names = new ArrayList<>();

    private final List<String> cells = new ArrayList<>();

    private final List<Boolean> numbers = new ArrayList<>();

    private String fault = "";

    private JsonText() {
    }

    public static JsonText read(byte[] value) {
        JsonText json = new JsonText();
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            json.read(text);
        }
        catch (CharacterCodingException e) {
            json.fault = "it is not UTF-8";
        }
        catch (JacksonException e) {
            json.fault = "Jackson refuses it: " + e.getOriginalMessage();
        }
        return json;
    }

    public boolean isValid() {
        return this.fault.isEmpty();
    }

    public List<String> names() {
        return this.names;
    }

    /** Texts and numbers as they are, JSON of nested values; null for null. */
    public List<String> cells() {
        return this.cells;
    }

    public boolean isNumber(int cell) {
        return this.numbers.get(cell);
    }

    private void read(String text) {
        try (JsonParser parser = FACTORY.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                this.fault = "it is no object";
                return;
            }
            JsonToken token = parser.nextToken();
            while (token == JsonToken.PROPERTY_NAME) {
                addName(parser.currentName());
                addCell(parser, text);
                token = parser.nextToken();
            }
            if (parser.nextToken() != null) {
                this.fault = "it has more after the object";
            }
            if (this.names.isEmpty()) {
                this.fault = "it has no member";
            }
            if (NO_HEX_DIGIT.matcher(text).find()) {
                this.fault = "an escape has a character that is no hexadecimal digit";
            }
        }
    }

    private void addName(String name) {
        checkPairs(name);
        if (new HashSet<>(this.names).contains(name)) {
            this.fault = "it has a name twice";
        }
        this.names.add(name);
    }

    private void addCell(JsonParser parser, String text) {
        JsonToken token = parser.nextToken();
        this.numbers.add(token.isNumeric());
        int from = (int) parser.currentTokenLocation().getCharOffset();
        if (token == JsonToken.VALUE_STRING) {
            checkPairs(parser.getString());
            this.cells.add(parser.getString());
        }
        else if (token == JsonToken.VALUE_NULL) {
            this.cells.add(null);
        }
        else if (token.isScalarValue()) {
            this.cells.add(parser.getString());
        }
        else {
            skip(parser);
            this.cells.add(text.substring(from, (int) parser.currentLocation().getCharOffset()));
        }
    }

    /** Skips a nested value. */
    private void skip(JsonParser parser) {
        int depth = 1;
        int deepest = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        if (deepest > DEEPEST) {
            this.fault = "it nests too deep";
        }
    }

    /** Java reads halves of pairs, but they are no characters. */
    private void checkPairs(String text) {
        if (!new String(text.getBytes(UTF_8), UTF_8).equals(text)) {
            this.fault = "it has half of a surrogate pair";
        }
    }

    @Override
    public String toString() {
        return isValid() ? this.names + " " + this.cells : this.fault;
    }

}
