package io.sensorstreams.common.lock;

import java.util.List;

import org.springframework.asm.Label;

/**
 * An instruction, with the information that concerns locks.
 *
 * @param kind kind of the instruction
 * @param lock name of the lock that it acquires or releases; null for other instructions,
 * and for a release of an unknown lock
 * @param call the call, or null
 * @param targets possible jump targets, in addition to the next instruction
 */
record Step(Kind kind, String lock, Call call, List<Label> targets) {

    enum Kind {

        /** Acquires a lock. */
        TAKE,
        /** Releases a lock. */
        RELEASE,
        /** Jumps to one of the targets. */
        JUMP,
        /** Jumps to one of the targets or continues with the next instruction. */
        BRANCH,
        /** Exits the method. */
        END,
        /** Any other instruction, including calls. */
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
