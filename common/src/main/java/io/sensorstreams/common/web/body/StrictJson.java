package io.sensorstreams.common.web.body;

import io.sensorstreams.common.json.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;

/**
 * Configures strict parsing of request bodies: duplicate fields, unknown fields, and
 * values of another type are refused instead of converted or ignored.
 */
public final class StrictJson implements JsonMapperBuilderCustomizer {

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, StrictJson::refuseScalars)
            .withCoercionConfig(LogicalType.Enum, StrictJson::refuseScalars)
            .withCoercionConfig(LogicalType.DateTime, StrictJson::refuseScalars)
            .withCoercionConfig(LogicalType.OtherScalar, StrictJson::refuseScalars)
            .addHandler(new NoObject());
    }

    /** Refuses numbers and booleans for text, and for types that are written as text. */
    private static void refuseScalars(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Reports a scalar instead of an object; Jackson would report a missing type. */
    private static final class NoObject extends DeserializationProblemHandler {

        @Override
        public @Nullable JavaType handleMissingTypeId(DeserializationContext context, JavaType base,
                TypeIdResolver resolver, String message) {
            JsonToken found = context.getParser().currentToken();
            if (found != null && found.isScalarValue()) {
                throw new InvalidValueException(context.getParser(),
                        "is '" + context.getParser().getString() + "', expected an object", base.getRawClass());
            }
            return null;
        }

    }

}
