package io.sensorstreams.producer.preview;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.producer.definition.InvalidStreamException;
import io.sensorstreams.producer.definition.StreamSpec;
import io.sensorstreams.producer.dialect.Dialect;
import io.sensorstreams.producer.directory.DataDirectory;
import io.sensorstreams.producer.directory.UnknownFileException;
import io.sensorstreams.producer.files.DialectParameter;
import io.sensorstreams.producer.row.SourceException;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes the spec of a file's stream from the parameters of a request. The other fields
 * have the defaults of a spec. Name and topic are those that {@code ./run} gives to the
 * file. Thread-safe.
 */
@Component
class FileStream {

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");

    private static final List<String> PARTITIONINGS = List.of("station", "row", "spread");

    private static final int MAX_NAME = 100;

    private final DataDirectory directory;

    private final JsonMapper json;

    private final Validator validator;

    FileStream(DataDirectory directory, JsonMapper json, Validator validator) {
        this.directory = directory;
        this.json = json;
        this.validator = validator;
    }

    /**
     * Makes the spec.
     * @param file name of the file
     * @param topic null for the leading letters of the file's name
     * @param partitioning as in the body of a stream
     * @param dialect null to find it
     * @throws UnknownFileException when there is no such file
     * @throws InvalidStreamException when another parameter is invalid
     */
    StreamSpec of(String file, @Nullable String topic, String partitioning, @Nullable Dialect dialect)
            throws UnknownFileException {
        try {
            this.directory.resolve(file);
        }
        catch (SourceException e) {
            throw new UnknownFileException(e);
        }
        checkPartitioning(partitioning);
        String shown = (topic != null) ? topic : topicOf(file);
        StreamSpec spec = this.json.convertValue(
                Map.of("name", nameOf(file, shown), "topic", shown, "source",
                        Map.of("type", "csv", "file", file, "dialect",
                                (dialect != null) ? dialect : DialectParameter.AUTO),
                        "partitioning", partitioning),
                StreamSpec.class);
        Map<String, String> errors = new TreeMap<>();
        this.validator.validate(spec)
            .forEach((violation) -> errors.put(violation.getPropertyPath().toString(), violation.getMessage()));
        if (!errors.isEmpty()) {
            throw new InvalidStreamException(errors);
        }
        return spec;
    }

    private static void checkPartitioning(String text) {
        if (!PARTITIONINGS.contains(text)) {
            throw new InvalidStreamException(
                    Map.of("partitioning", "must be one of " + PARTITIONINGS + ", not '" + text + "'"));
        }
    }

    private static String topicOf(String file) {
        Matcher letters = LETTERS.matcher(file);
        if (!letters.lookingAt()) {
            throw new InvalidStreamException(
                    Map.of("topic", "is missing, and the name of the file does not begin with a letter from A to Z"));
        }
        return letters.group();
    }

    private static String nameOf(String file, String topic) {
        String name = slug(file.replaceFirst("(?i)\\.(csv|tsv|txt)(\\.gz|\\.zst)?$", ""));
        return name.isEmpty() ? slug(topic) : name.substring(0, Math.min(MAX_NAME, name.length()));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
    }

}
