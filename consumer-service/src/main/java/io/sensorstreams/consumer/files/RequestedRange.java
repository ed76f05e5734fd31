package io.sensorstreams.consumer.files;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpRange;

/**
 * Validates the {@code Range} header of a request. Spring MVC serves ranges itself, but
 * for an unsatisfiable range it sends the whole file with status 416.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, 14.2</a>
 */
final class RequestedRange {

    private static final String BYTES = "bytes=";

    private RequestedRange() {
    }

    /**
     * Returns the response body, from which Spring MVC selects the range.
     * @param condition header {@code If-Range}: the ETag that the caller knows. When the
     * file has another one, the caller needs all of its bytes
     */
    static Resource of(CommittedFile file, @Nullable String header, @Nullable String condition) {
        if (header == null) {
            return file;
        }
        if (!header.strip().startsWith(BYTES) || (condition != null && !condition.strip().equals(file.etag()))) {
            // All bytes: an unknown unit must be ignored, and Spring MVC does not know
            // "bytes" in capitals, or the caller knows other bytes. Spring MVC selects no
            // range of an InputStreamResource.
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
