package io.sensorstreams.common.web.security;

/**
 * Names a host by which other replicas call this service, so that requests with it are
 * allowed. A service declares each one as a bean.
 *
 * @param name host name or address, without a port
 */
public record AllowedHost(String name) {

}
