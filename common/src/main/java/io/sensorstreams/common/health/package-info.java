/**
 * Health that both services tell alike.
 */
@NullMarked
package io.sensorstreams.common.health;

import org.jspecify.annotations.NullMarked;
