/**
 * Which commands are about clocks?
 */
@NullMarked
package io.sensorstreams.launcher.console.clock;

import org.jspecify.annotations.NullMarked;
