/**
 * What producer-service and consumer-service must agree on.
 */
@NullMarked
package io.sensorstreams.common;

import org.jspecify.annotations.NullMarked;
