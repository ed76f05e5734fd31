package io.sensorstreams.consumer;

import io.sensorstreams.common.PageModules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTest {

    @Test
    void itsModulesFindEachOther() {
        assertThat(PageModules.faults("/app/start.js")).isEmpty();
    }

}
