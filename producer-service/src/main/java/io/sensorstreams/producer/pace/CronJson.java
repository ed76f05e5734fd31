package io.sensorstreams.producer.pace;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads cron expressions; written, they are their own text.
 */
final class CronJson extends ValueDeserializer<CronExpression> {

    @Override
    public @Nullable CronExpression deserialize(JsonParser parser, DeserializationContext context) {
        String text = parser.getString();
        try {
            return CronExpression.parse(text);
        }
        catch (IllegalArgumentException e) {
            return (CronExpression) context.handleWeirdStringValue(CronExpression.class, text,
                    "must be a cron expression of six fields, second to day of week: %s", e.getMessage());
        }
    }

}
