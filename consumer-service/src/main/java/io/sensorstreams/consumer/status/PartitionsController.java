package io.sensorstreams.consumer.status;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PartitionsController {

    private final PartitionOverview overview;

    PartitionsController(PartitionOverview overview) {
        this.overview = overview;
    }

    /** Lists all partitions of all groups. */
    @GetMapping("/api/partitions")
    List<PartitionView> list() {
        return this.overview.all();
    }

}
