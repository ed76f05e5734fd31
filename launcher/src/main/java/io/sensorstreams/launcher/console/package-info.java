/**
 * What does the command {@code ./sensor} do with its arguments?
 */
@NullMarked
package io.sensorstreams.launcher.console;

import org.jspecify.annotations.NullMarked;
