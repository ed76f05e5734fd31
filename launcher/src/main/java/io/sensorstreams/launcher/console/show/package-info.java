/**
 * How is an answer shown to the user?
 */
@NullMarked
package io.sensorstreams.launcher.console.show;

import org.jspecify.annotations.NullMarked;
