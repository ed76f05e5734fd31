package io.sensorstreams.producer.source;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/** Sources as requests define them; what is not named has its default. */
public final class TestSources {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private TestSources() {
    }

    public static FileSource csv(String file) {
        return csv(file, Map.of());
    }

    public static FileSource csv(String file, Source.Order order) {
        return csv(file, Map.of("order", order));
    }

    /**
     * Creates a source with settings by their names; a setting of null has its default.
     */
    public static FileSource csv(String file, Map<String, ? extends @Nullable Object> settings) {
        Map<String, Object> source = new HashMap<>(settings);
        source.put("type", "csv");
        source.put("file", file);
        return (FileSource) MAPPER.convertValue(source, Source.class);
    }

}
