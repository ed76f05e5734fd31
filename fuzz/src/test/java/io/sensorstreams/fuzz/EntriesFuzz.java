package io.sensorstreams.fuzz;

import java.util.List;

import io.sensorstreams.common.kafka.RefusedRecordException;
import io.sensorstreams.common.kafka.TopicTable;
import io.sensorstreams.producer.clock.ClockRecords;
import io.sensorstreams.producer.definition.DefinitionRecords;
import io.sensorstreams.producer.publish.PositionRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads records that anybody may have written into the internal topics {@code sensor-*}.
 * A record is refused with a message, or its value is valid: it can be used, and it is
 * the same one after it was written and read again.
 */
public final class EntriesFuzz {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int MOST = 4 * 1024;

    private static final List<StoredValues<?>> KINDS = List.of(new LedgerRecords(false), new LedgerRecords(true),
            new DefinitionRecords(), new PositionRecords(), new PositionRecords.Owners(), new ClockRecords());

    private EntriesFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        StoredValues<?> kind = KINDS.get(input.choice(KINDS.size()));
        boolean anyKey = input.flag();
        boolean changes = !input.flag();
        String key = anyKey ? input.line() : kind.key();
        int partition = anyKey ? input.choice(3) : 0;
        byte[] value = changes ? changed(kind.template(), new Input(input.longRest(MOST))) : input.longRest(MOST);
        read(kind, key, partition, value);
    }

    private static <V> void read(StoredValues<V> kind, String key, int partition, byte[] value) {
        TopicTable.Decoder<V> decoder = kind.decoder();
        try {
            decoder.checkKey(key, partition);
            V stored = decoder.decode(new ConsumerRecord<>("t", partition, 7, key, value));
            kind.use(stored);
            byte[] written = kind.write(stored);
            V again = again(decoder, partition, key, written);
            Verify.equal(kind.essence(again), kind.essence(stored), "the record after it was written and read");
        }
        catch (RefusedRecordException e) {
            Verify.message(e, 2_000);
        }
    }

    private static <V> V again(TopicTable.Decoder<V> decoder, int partition, String key, byte[] written) {
        try {
            return decoder.decode(new ConsumerRecord<>("t", partition, 7, key, written));
        }
        catch (RefusedRecordException e) {
            throw new AssertionError("An accepted record is refused after it was written: " + new String(written, UTF_8)
                    + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sets fields of the template. A line has a path such as {@code spec.lines.0} and a
     * value of JSON, separated by a blank; without a value, the field is removed.
     */
    private static byte[] changed(String template, Input lines) {
        JsonNode root = MAPPER.readTree(template);
        while (!lines.isOver()) {
            String line = lines.line();
            int blank = line.indexOf(' ');
            String path = (blank < 0) ? line : line.substring(0, blank);
            JsonNode value = (blank < 0) ? null : json(line.substring(blank + 1));
            set(root, path.split("\\.", -1), value);
        }
        return MAPPER.writeValueAsBytes(root);
    }

    /** A text when it is not JSON. */
    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        }
        catch (JacksonException e) {
            return MAPPER.getNodeFactory().stringNode(text);
        }
    }

    private static void set(JsonNode root, String[] path, JsonNode value) {
        JsonNode at = root;
        for (int i = 0; i + 1 < path.length; i++) {
            JsonNode next = (at instanceof ArrayNode array && path[i].matches("\\d{1,3}"))
                    ? array.path(Integer.parseInt(path[i])) : at.path(path[i]);
            at = next;
        }
        String last = path[path.length - 1];
        if (at instanceof ObjectNode object) {
            if (value != null) {
                object.set(last, value);
            }
            else {
                object.remove(last);
            }
        }
        else if (at instanceof ArrayNode array && value != null) {
            array.add(value);
        }
    }

}
