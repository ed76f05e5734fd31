package io.sensorstreams.consumer.files;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpRange;

/**
 * What a {@code Range} header asks of a file. Spring MVC serves ranges itself, but where
 * there is nothing to serve it sends the whole file with status 416.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
 */
final class RequestedRange {

    private static final String BYTES = "bytes=";

    private RequestedRange() {
    }

    /**
     * The body to answer with, of which Spring MVC takes the range.
     * @param header value of the header; null when there is none
     * @throws RangeNotSatisfiableException when it is no range of bytes, or one that the
     * file does not have
     */
    static Resource of(CommittedFile file, @Nullable String header) {
        if (header == null) {
            return file;
        }
        if (!header.strip().toLowerCase(Locale.ROOT).startsWith(BYTES)) {
            // A unit that we do not know must be ignored; of such a resource Spring MVC
            // takes no range.
            return new InputStreamResource(file, file.getDescription());
        }
        if (!isWithin(file, header)) {
            throw new RangeNotSatisfiableException(header, file.contentLength());
        }
        return file;
    }

    private static boolean isWithin(CommittedFile file, String header) {
        try {
            return !HttpRange.toResourceRegions(HttpRange.parseRanges(header), file).isEmpty();
        }
        catch (IllegalArgumentException e) {
            return false;
        }
    }

}
