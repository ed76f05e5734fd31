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
 * Holds the users, with case-sensitive names; the names of Spring's in-memory users are
 * not case-sensitive. Thread-safe.
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
        // A copy, because Spring Security erases the password of the returned object.
        return User.withUserDetails(user).build();
    }

}
