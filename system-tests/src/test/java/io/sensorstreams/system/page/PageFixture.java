package io.sensorstreams.system.page;

import org.junit.jupiter.api.AfterAll;

/** Services with pages, and a window that shows one of them. A test starts both. */
abstract class PageFixture {

    PageSystem system;

    Browser window;

    @AfterAll
    void close() {
        this.system.close();
    }

}
