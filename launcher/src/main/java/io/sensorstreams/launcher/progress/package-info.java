/** What does the user see while a run works or waits, and how long does it wait? */
@NullMarked
package io.sensorstreams.launcher.progress;

import org.jspecify.annotations.NullMarked;
