package io.sensorstreams.common.web.body;

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
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;

/**
 * Takes a request at its word: what it says twice, in another type or to no field is a
 * mistake of whoever wrote it, and nothing to guess at.
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

    /** A number, true or false is no text, nor anything that is written as one. */
    private static void refuseScalars(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Jackson says of a text where an object must be, that its type is missing. */
    private static final class NoObject extends DeserializationProblemHandler {

        @Override
        public @Nullable JavaType handleMissingTypeId(DeserializationContext context, JavaType base,
                TypeIdResolver resolver, String message) {
            JsonToken found = context.getParser().currentToken();
            if (found != null && found.isScalarValue()) {
                throw MismatchedInputException.from(context.getParser(), base,
                        "is '" + context.getParser().getString() + "', expected an object");
            }
            return null;
        }

    }

}
