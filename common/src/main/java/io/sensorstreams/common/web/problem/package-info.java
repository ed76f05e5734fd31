/**
 * How does a service answer a request that fails? Turns exceptions and refused requests
 * into problem details (RFC 9457).
 */
@NullMarked
package io.sensorstreams.common.web.problem;

import org.jspecify.annotations.NullMarked;
