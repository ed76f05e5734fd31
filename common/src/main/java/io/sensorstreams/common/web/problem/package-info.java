/**
 * Problem details (RFC 9457) for exceptions and refused requests.
 */
@NullMarked
package io.sensorstreams.common.web.problem;

import org.jspecify.annotations.NullMarked;
