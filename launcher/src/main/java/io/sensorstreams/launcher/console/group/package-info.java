/**
 * How does a user look after groups, their partitions and their audits?
 */
@NullMarked
package io.sensorstreams.launcher.console.group;

import org.jspecify.annotations.NullMarked;
