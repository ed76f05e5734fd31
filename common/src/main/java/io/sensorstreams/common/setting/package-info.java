/**
 * Reports invalid settings when a service does not start.
 */
@NullMarked
package io.sensorstreams.common.setting;

import org.jspecify.annotations.NullMarked;
