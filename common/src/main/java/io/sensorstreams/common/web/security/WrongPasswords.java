package io.sensorstreams.common.web.security;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong passwords by the address that they come from. An address may be wrong a
 * few times, and then once in each span. Passwords from other addresses are not affected.
 * Thread-safe; it calls nothing while it holds its lock.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell
 * rate algorithm</a>
 */
final class WrongPasswords {

    /** Wrong passwords at once. */
    static final int BURST = 10;

    /** After this time an address may be wrong once more. */
    static final Duration SPAN = Duration.ofSeconds(10);

    /** Addresses that are remembered; the one that was wrong longest ago goes first. */
    static final int MAX_ADDRESSES = 10_000;

    /** Many at the same time may exceed the burst; nobody waits longer than this. */
    private static final long MAX_DEBT_MILLIS = 3 * BURST * SPAN.toMillis();

    private static final long ALLOWED_MILLIS = (BURST - 1) * SPAN.toMillis();

    private final InstantSource clock;

    /** When everything that came from an address is forgotten, in milliseconds. */
    private final Map<String, Long> forgottenAt = new LinkedHashMap<>();

    WrongPasswords(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How long the address must wait until its next password is looked at; zero when it
     * need not.
     */
    Duration wait(String address) {
        long now = this.clock.millis();
        String network = network(address);
        synchronized (this.forgottenAt) {
            long debt = this.forgottenAt.getOrDefault(network, now) - now;
            return Duration.ofMillis(Math.max(0, debt - ALLOWED_MILLIS));
        }
    }

    /**
     * Takes down a wrong password.
     * @return whether the address must wait now and did not have to before
     */
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

    /** Addresses that are remembered. */
    int size() {
        synchronized (this.forgottenAt) {
            return this.forgottenAt.size();
        }
    }

    /** With IPv6, whoever has one address has all that begin with the same 64 bits. */
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
