package io.sensorstreams.common.topic;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sensorstreams.common.setting.InvalidSettingException;

/**
 * Validates the format of broker addresses. Does not resolve host names: a service may
 * start before its brokers.
 */
final class BrokerAddresses {

    private static final Pattern ADDRESS = Pattern
        .compile("(?:\\w+://)?(?:\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    private static final int LARGEST_PORT = 65_535;

    private BrokerAddresses() {
    }

    /**
     * Validates addresses.
     * @param addresses addresses, separated by commas
     * @throws InvalidSettingException when there is no address, or one is not
     * {@code host:port}
     */
    static void check(String addresses) {
        boolean valid = Arrays.stream(addresses.split(",", -1)).map(String::strip).allMatch(BrokerAddresses::isValid);
        if (!valid) {
            throw new InvalidSettingException(
                    "spring.kafka.bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS) is '%s', expected host:port such as localhost:9092, several separated by commas"
                        .formatted(addresses));
        }
    }

    private static boolean isValid(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group(1));
        return port > 0 && port <= LARGEST_PORT;
    }

}
