/** How does a run show rows while they are sent and written? */
@NullMarked
package io.sensorstreams.launcher.watch;

import org.jspecify.annotations.NullMarked;
