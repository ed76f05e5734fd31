package io.sensorstreams.common.web.security;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.sensorstreams.common.web.security.SecuritySettings.Caller;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Knows the users by their exact names. Spring's own users in memory have names in which
 * capitals do not matter. Thread-safe.
 */
final class ExactUsers implements UserDetailsService {

    private final Map<String, UserDetails> users;

    ExactUsers(List<Caller> callers, PasswordEncoder encoder) {
        this.users = callers.stream()
            .map((caller) -> User.withUsername(caller.role().user())
                .password(encoder.encode(caller.password()))
                .roles(caller.role().name())
                .build())
            .collect(Collectors.toUnmodifiableMap(UserDetails::getUsername, Function.identity()));
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        UserDetails user = this.users.get(name);
        if (user == null) {
            throw UsernameNotFoundException.fromUsername(name);
        }
        // A copy: Spring Security erases the password of what it was given.
        return User.withUserDetails(user).build();
    }

}
