package io.sensorstreams.system.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests of the pages in a browser. They are skipped where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "io.sensorstreams.system.page.Chromium#installed", disabledReason = Chromium.MISSING)
@interface PageTests {

}
