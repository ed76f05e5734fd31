package io.sensorstreams.producer.row;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.sensorstreams.producer.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read: as the stream's source says, or as it was found when the file was
 * first opened.
 *
 * @param timeFormat format of the event times; null when none was found
 * @param alternatives other ways to read the file that fit as well, as sentences for
 * users
 */
@JsonInclude(Include.NON_NULL)
public record FileFormat(Dialect dialect, @Nullable String timeFormat, List<String> alternatives) {

    public static final FileFormat STANDARD = new FileFormat(Dialect.STANDARD, null, List.of());

    public FileFormat {
        alternatives = (alternatives != null) ? alternatives.stream().map(FileFormat::printable).toList() : List.of();
    }

    /** They may quote the file. */
    private static String printable(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

}
