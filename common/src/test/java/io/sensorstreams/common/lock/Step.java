package io.sensorstreams.common.lock;

import java.util.List;

import org.springframework.asm.Label;

/**
 * An instruction as far as it matters for locks.
 *
 * @param kind what it does
 * @param lock name of the lock that it takes or releases; null for others, and when a
 * release cannot be told from others
 * @param call what it calls, or null
 * @param targets where it may go on beside the next instruction
 */
record Step(Kind kind, String lock, Call call, List<Label> targets) {

    enum Kind {

        /** Takes a lock. */
        TAKE,
        /** Releases a lock. */
        RELEASE,
        /** Goes to one of the targets. */
        JUMP,
        /** Goes to one of the targets or to the next instruction. */
        BRANCH,
        /** Leaves the method. */
        END,
        /** Anything else, calls included. */
        OTHER

    }

    static Step of(Kind kind) {
        return new Step(kind, null, null, List.of());
    }

    static Step of(Kind kind, String lock) {
        return new Step(kind, lock, null, List.of());
    }

    static Step of(Kind kind, List<Label> targets) {
        return new Step(kind, null, null, List.copyOf(targets));
    }

    static Step of(Call call) {
        return new Step(Kind.OTHER, null, call, List.of());
    }

}
