/**
 * Code that producer-service and consumer-service share.
 */
@NullMarked
package io.sensorstreams.common;

import org.jspecify.annotations.NullMarked;
