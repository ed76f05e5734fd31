/**
 * How does a user list, read and upload files?
 */
@NullMarked
package io.sensorstreams.launcher.console.file;

import org.jspecify.annotations.NullMarked;
