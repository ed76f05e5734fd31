package io.sensorstreams.common.kafka;

import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads the JSON values of internal topics. Ignores unknown fields, so that a later
 * release may add fields; is strict about everything else. Thread-safe.
 */
public final class StoredJson {

    /** Field with the format version of a value; a value without it has version 1. */
    static final String FORMAT = "formatVersion";

    private static final int KNOWN_FORMAT = 1;

    private static final int LONGEST_REASON = 300;

    private static final JsonMapper MAPPER = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(LogicalType.Textual,
                (texts) -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();

    private final int mostBytes;

    private final List<String> required;

    /**
     * Creates a reader.
     * @param mostBytes length of the largest valid value
     * @param required fields that must be present and not null
     */
    public StoredJson(int mostBytes, String... required) {
        this.mostBytes = mostBytes;
        this.required = List.of(required);
    }

    public <T> T read(byte[] value, Class<T> type) throws RefusedRecordException {
        if (value.length > this.mostBytes) {
            throw new RefusedRecordException(
                    "has a value of " + value.length + " bytes, expected at most " + this.mostBytes);
        }
        try {
            JsonNode object = MAPPER.readTree(value);
            check(object);
            return MAPPER.treeToValue(object, type);
        }
        catch (JacksonException e) {
            throw new RefusedRecordException(reason(e));
        }
    }

    private void check(JsonNode object) throws RefusedRecordException {
        if (!object.isObject()) {
            throw new RefusedRecordException("has no JSON object as its value");
        }
        JsonNode format = object.path(FORMAT);
        if (!format.isMissingNode() && !format.equals(MAPPER.getNodeFactory().numberNode(KNOWN_FORMAT))) {
            throw new RefusedRecordException("has a value of another format than " + KNOWN_FORMAT
                    + ", the newest that this version of the service supports");
        }
        for (String field : this.required) {
            if (!object.hasNonNull(field)) {
                throw new RefusedRecordException("has no '" + field + "'");
            }
        }
    }

    /**
     * Jackson's messages name classes, so they are replaced; the cause has the message of
     * the type's validation.
     */
    private static String reason(JacksonException e) {
        String reason;
        if (e.getCause() instanceof IllegalArgumentException cause) {
            reason = "has an invalid value: " + cause.getMessage();
        }
        else if (e instanceof DatabindException) {
            reason = "has an invalid value" + place(e.getPath());
        }
        else {
            reason = "has a value that is not JSON: " + e.getOriginalMessage();
        }
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private static String place(List<JacksonException.Reference> path) {
        String fields = path.stream()
            .map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex()))
            .collect(Collectors.joining("."));
        return fields.isEmpty() ? "" : " in '" + fields + "'";
    }

}
