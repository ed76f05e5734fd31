package io.sensorstreams.consumer.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

import io.sensorstreams.common.wire.MalformedRowException;
import io.sensorstreams.common.wire.RowDecoder;
import io.sensorstreams.common.wire.RowEncoder;
import io.sensorstreams.fuzz.CsvFile;
import io.sensorstreams.fuzz.Input;
import io.sensorstreams.fuzz.JsonText;
import io.sensorstreams.fuzz.Verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encodes rows as record values and decodes record values of anybody. A value is accepted
 * if and only if it is one JSON object in UTF-8 as this service defines it, and then its
 * cells are those that Jackson reads. What is written as CSV is read by Commons CSV as
 * the same cells.
 */
public final class CodecFuzz {

    private static final int MOST = 4 * 1024;

    private CodecFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        if (input.flag()) {
            rows(input);
        }
        else {
            values(input);
        }
    }

    /** One value on each line. */
    private static void values(Input input) {
        boolean whole = input.flag();
        Input text = new Input(input.longRest(MOST));
        RowDecoder used = new RowDecoder();
        CsvFile csv = new CsvFile(new CsvFormat());
        JsonlFormat jsonl = new JsonlFormat();
        while (!text.isOver()) {
            byte[] value = whole ? text.rest() : text.lineBytes();
            JsonText expected = JsonText.read(value);
            List<String> names = decode(used, value, expected);
            Verify.equal(decode(new RowDecoder(), value, expected) != null, names != null, "a new decoder accepts it");
            Verify.equal(accepts(jsonl, value), names != null && !hasLineBreak(value), "JSON Lines accepts it");
            boolean written = csv.write(value);
            boolean broken = names != null && names.stream().anyMatch((name) -> name.matches("(?s).*[\r\n].*"));
            Verify.equal(written, names != null && !broken, "CSV accepts " + names);
            if (written) {
                csv.expect(names, expected.cells());
            }
        }
        csv.check();
    }

    private static boolean hasLineBreak(byte[] value) {
        String text = new String(value, ISO_8859_1);
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static boolean accepts(LineFormat format, byte[] value) {
        try {
            format.read(value);
            LineBuffer out = new LineBuffer();
            format.appendLine(out);
            Verify.equal(new String(out.array(), 0, out.length(), ISO_8859_1), new String(value, ISO_8859_1) + "\n",
                    "line");
            return true;
        }
        catch (MalformedRowException e) {
            Verify.message(e, 200_000);
            return false;
        }
    }

    /** Returns the names; null when the value is refused. */
    private static List<String> decode(RowDecoder decoder, byte[] value, JsonText expected) {
        try {
            decoder.decode(value);
        }
        catch (MalformedRowException e) {
            Verify.message(e, 200_000);
            Verify.that(!expected.isValid(),
                    () -> "refused, although Jackson reads " + expected + ": " + e.getMessage());
            return null;
        }
        Verify.that(expected.isValid(), () -> "accepted, although " + expected);
        List<String> names = decoder.columns();
        Verify.equal(names, expected.names(), "names");
        for (int i = 0; i < names.size(); i++) {
            Verify.equal(decoder.isNull(i), expected.cells().get(i) == null, "cell " + i + " is null");
            Verify.equal(text(decoder, i), expected.cells().get(i), "cell " + i);
            Verify.equal(decoder.isNumber(i), expected.isNumber(i), "cell " + i + " is a number");
        }
        return names;
    }

    private static String text(RowDecoder decoder, int cell) {
        return decoder.isNull(cell) ? null
                : new String(decoder.bytes(cell), decoder.start(cell), decoder.end(cell) - decoder.start(cell), UTF_8);
    }

    /** Names on the first line, separated by NUL; a row on each other one. */
    private static void rows(Input input) {
        Input text = new Input(input.longRest(MOST));
        List<String> names = new ArrayList<>(List.of(text.line().split("\0", -1)));
        if (new HashSet<>(names).size() < names.size()) {
            return;
        }
        List<String> missing = List.of("---", "");
        RowEncoder encoder = new RowEncoder(names, missing);
        CsvFile csv = new CsvFile(new CsvFormat());
        while (!text.isOver()) {
            List<byte[]> cells = split(text.lineBytes());
            byte[] value = encode(encoder, cells, names.size());
            if (value == null) {
                continue;
            }
            JsonText json = JsonText.read(value);
            List<String> expected = new ArrayList<>();
            for (byte[] cell : cells) {
                String string = new String(cell, UTF_8);
                expected.add(missing.contains(string) ? null : string);
            }
            Verify.that(json.isValid(), () -> "a row was encoded as " + new String(value, UTF_8));
            Verify.equal(json.names(), names, "names");
            Verify.equal(json.cells(), expected, "cells");
            if (csv.write(value)) {
                csv.expect(names, expected);
            }
        }
        csv.check();
    }

    private static List<byte[]> split(byte[] line) {
        List<byte[]> cells = new ArrayList<>();
        for (String cell : new String(line, ISO_8859_1).split("\0", -1)) {
            cells.add(cell.getBytes(ISO_8859_1));
        }
        return cells;
    }

    private static byte[] encode(RowEncoder encoder, List<byte[]> cells, int columns) {
        boolean valid = cells.size() == columns;
        for (byte[] cell : cells) {
            valid &= new String(new String(cell, UTF_8).getBytes(UTF_8), ISO_8859_1)
                .equals(new String(cell, ISO_8859_1));
        }
        encoder.begin();
        try {
            for (byte[] cell : cells) {
                encoder.cell(cell, 0, cell.length);
            }
            byte[] value = encoder.end();
            Verify.that(valid, () -> "encoded " + new String(value, ISO_8859_1));
            return value;
        }
        catch (MalformedRowException e) {
            Verify.message(e, 200_000);
            Verify.that(!valid, () -> "a valid row was refused: " + e.getMessage());
            return null;
        }
    }

}
