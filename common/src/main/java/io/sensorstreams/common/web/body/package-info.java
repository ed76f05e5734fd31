/**
 * Limits of request bodies: size, content and time of arrival.
 */
@NullMarked
package io.sensorstreams.common.web.body;

import org.jspecify.annotations.NullMarked;
