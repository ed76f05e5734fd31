/**
 * How are numbers and tables written as text?
 */
@NullMarked
package io.sensorstreams.launcher.text;

import org.jspecify.annotations.NullMarked;
