package io.sensorstreams.common.web.security;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits wrong passwords by source address. An address may send a burst of wrong
 * passwords, and then one in each span. Other addresses are not affected. Thread-safe;
 * calls no other code while it holds its lock.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell
 * rate algorithm</a>
 */
final class WrongPasswords {

    /** Wrong passwords that are allowed at once. */
    static final int BURST = 10;

    /** Time after which an address may send one more wrong password. */
    static final Duration SPAN = Duration.ofSeconds(10);

    /** Above this number, the oldest address is forgotten. */
    static final int MAX_ADDRESSES = 10_000;

    /** Longest wait; concurrent requests may exceed the burst. */
    private static final long MAX_DEBT_MILLIS = 3 * BURST * SPAN.toMillis();

    private static final long ALLOWED_MILLIS = (BURST - 1) * SPAN.toMillis();

    private final InstantSource clock;

    /** Time at which the wrong passwords of an address have expired, in milliseconds. */
    private final Map<String, Long> forgottenAt = new LinkedHashMap<>();

    WrongPasswords(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns how long the address must wait before its next password is checked. */
    Duration wait(String address) {
        long now = this.clock.millis();
        String network = network(address);
        synchronized (this.forgottenAt) {
            long debt = this.forgottenAt.getOrDefault(network, now) - now;
            return Duration.ofMillis(Math.max(0, debt - ALLOWED_MILLIS));
        }
    }

    /** Returns whether the address must wait now and did not have to before. */
    boolean add(String address) {
        long now = this.clock.millis();
        String network = network(address);
        synchronized (this.forgottenAt) {
            Long known = this.forgottenAt.remove(network);
            long before = (known != null) ? Math.max(0, known - now) : 0;
            long debt = Math.min(before + SPAN.toMillis(), MAX_DEBT_MILLIS);
            this.forgottenAt.put(network, now + debt);
            if (this.forgottenAt.size() > MAX_ADDRESSES) {
                this.forgottenAt.remove(this.forgottenAt.keySet().iterator().next());
            }
            return before <= ALLOWED_MILLIS && debt > ALLOWED_MILLIS;
        }
    }

    int size() {
        synchronized (this.forgottenAt) {
            return this.forgottenAt.size();
        }
    }

    /** For IPv6 the first 64 bits: a client usually has all of these addresses. */
    private static String network(String text) {
        InetAddress address = HostName.address(text);
        if (address == null) {
            return text;
        }
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            Arrays.fill(bytes, 8, 16, (byte) 0);
        }
        return HexFormat.of().formatHex(bytes);
    }

}
