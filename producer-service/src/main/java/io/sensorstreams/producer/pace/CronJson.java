package io.sensorstreams.producer.pace;

import io.sensorstreams.common.json.InvalidValueException;
import org.springframework.scheduling.support.CronExpression;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

final class CronJson extends ValueDeserializer<CronExpression> {

    @Override
    public CronExpression deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : "";
        try {
            return CronExpression.parse(text);
        }
        catch (IllegalArgumentException e) {
            throw new InvalidValueException(parser,
                    "is not a cron expression of six fields, from second to day of week: " + e.getMessage(),
                    CronExpression.class);
        }
    }

}
