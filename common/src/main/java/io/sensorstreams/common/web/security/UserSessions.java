package io.sensorstreams.common.web.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of each user, in the order of their log-ins. A session ends when its log-in is
 * too long ago, and when the user has too many later ones: one user cannot take the place
 * of others. Thread-safe.
 */
final class UserSessions {

    /** Attribute of a session that has its log-in. */
    private static final String LOG_IN = UserSessions.class.getName();

    private static final Logger LOGGER = LoggerFactory.getLogger(UserSessions.class);

    private final int most;

    private final Duration lifetime;

    private final InstantSource clock;

    private final Map<String, Set<LogIn>> ofUser = new HashMap<>();

    /**
     * @param most most sessions of a user
     * @param lifetime time from the log-in to the end of its session
     */
    UserSessions(int most, Duration lifetime, InstantSource clock) {
        this.most = most;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Notes the log-in of a session, which replaces an earlier one of this session. */
    void begin(HttpSession session, String user) {
        session.setAttribute(LOG_IN, new LogIn(session, user, this.clock.instant()));
        excess(user).ifPresent((oldest) -> unlessEnded(oldest.session::invalidate));
    }

    /** Ends a session whose log-in is too long ago. */
    void endOld(@Nullable HttpSession session) {
        if (session != null) {
            unlessEnded(() -> {
                if (session.getAttribute(LOG_IN) instanceof LogIn logIn
                        && !this.clock.instant().isBefore(logIn.at.plus(this.lifetime))) {
                    session.invalidate();
                }
            });
        }
    }

    /** Another request may end a session at any time. */
    private static void unlessEnded(Runnable action) {
        try {
            action.run();
        }
        catch (IllegalStateException e) {
            LOGGER.atDebug().setCause(e).log("The session has ended");
        }
    }

    /** Takes out the oldest log-in of too many, so that no other log-in takes it too. */
    private synchronized Optional<LogIn> excess(String user) {
        Set<LogIn> all = this.ofUser.getOrDefault(user, Set.of());
        Optional<LogIn> oldest = (all.size() > this.most) ? all.stream().findFirst() : Optional.empty();
        oldest.ifPresent(all::remove);
        return oldest;
    }

    private synchronized void add(LogIn logIn) {
        this.ofUser.computeIfAbsent(logIn.user, (user) -> new LinkedHashSet<>()).add(logIn);
    }

    private synchronized void remove(LogIn logIn) {
        this.ofUser.getOrDefault(logIn.user, new LinkedHashSet<>()).remove(logIn);
    }

    /** A log-in, which is known as long as its session has it. */
    private final class LogIn implements HttpSessionBindingListener {

        private final HttpSession session;

        private final String user;

        private final Instant at;

        LogIn(HttpSession session, String user, Instant at) {
            this.session = session;
            this.user = user;
            this.at = at;
        }

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            add(this);
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            remove(this);
        }

    }

}
