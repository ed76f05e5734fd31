/** What happens from start to verdict, and when is a run complete? */
@NullMarked
package io.sensorstreams.launcher.run;

import org.jspecify.annotations.NullMarked;
