/**
 * Health indicators of both services.
 */
@NullMarked
package io.sensorstreams.common.health;

import org.jspecify.annotations.NullMarked;
