package io.sensorstreams.common.web.security;

/**
 * Names a POST request of a service that changes nothing, so that {@code viewer} may send
 * it. A service declares each one as a bean.
 *
 * @param path pattern of the path, such as {@code /api/streams/preview}
 */
public record ReadOnlyPost(String path) {

}
