/**
 * What a service says of settings with which it cannot start.
 */
@NullMarked
package io.sensorstreams.common.setting;

import org.jspecify.annotations.NullMarked;
