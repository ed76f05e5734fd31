/** What do the services report? Contains the answers of their REST API. */
@NullMarked
package io.sensorstreams.launcher.view;

import org.jspecify.annotations.NullMarked;
