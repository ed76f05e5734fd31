package io.sensorstreams.consumer.group;

import java.util.List;

import io.sensorstreams.common.web.openapi.Refusal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts, stops, pauses and resumes groups. All calls are idempotent. */
@RestController
@RequestMapping("/api/listeners")
@Refusal(status = 404, type = "group-not-found")
class ListenersController {

    private final Listeners listeners;

    ListenersController(Listeners listeners) {
        this.listeners = listeners;
    }

    /** Lists all groups of this replica. */
    @GetMapping
    List<ListenerView> list() {
        return this.listeners.all().stream().map(ListenerGroup::view).toList();
    }

    /** Starts a group. Idempotent. */
    @PostMapping("/{group}/start")
    ListenerView start(@PathVariable String group) {
        ListenerGroup found = this.listeners.get(group);
        found.start();
        return found.view();
    }

    /** Stops a group. Returns when everything that was read is flushed and committed. */
    @PostMapping("/{group}/stop")
    ListenerView stop(@PathVariable String group) {
        ListenerGroup found = this.listeners.get(group);
        found.stop();
        return found.view();
    }

    /** Pauses a group: it keeps its partitions and reads nothing. Idempotent. */
    @PostMapping("/{group}/pause")
    ListenerView pause(@PathVariable String group) {
        ListenerGroup found = this.listeners.get(group);
        found.pause();
        return found.view();
    }

    /** Resumes a group. Idempotent. */
    @PostMapping("/{group}/resume")
    ListenerView resume(@PathVariable String group) {
        ListenerGroup found = this.listeners.get(group);
        found.resume();
        return found.view();
    }

}
