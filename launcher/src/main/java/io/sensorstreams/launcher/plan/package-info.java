/** What does a run do? Contains the options, the streams to start and the directories. */
@NullMarked
package io.sensorstreams.launcher.plan;

import org.jspecify.annotations.NullMarked;
