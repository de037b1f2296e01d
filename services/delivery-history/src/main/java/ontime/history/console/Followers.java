package ontime.history.console;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ontime.history.HistorySettings;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.verdict.Patience;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever follows a login what changes, on a thread for each of them. It looks into the database, which another
 * instance of the service may have written: what only this one has read would not be all.
 */
@Component
final class Followers {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    /** The browser connects again then, and has to show that it still may. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What is over changes seldom: a network may report days later. */
    private static final int SLOWER_WHEN_OVER = 6;

    /** Without a word for so long nobody would notice that the reader has gone. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final LoginSearch logins;
    private final Patience patience;
    private final InstantSource clock;
    private final Duration pace;
    private final Semaphore places;
    private final CountDownLatch closing = new CountDownLatch(1);

    Followers(LoginSearch logins, HistorySettings settings, ConsoleSettings console, InstantSource clock) {
        this.logins = logins;
        this.patience = settings.patience();
        this.clock = clock;
        this.pace = console.followPace();
        this.places = new Semaphore(console.followers());
    }

    /** Follows a login of these tenants; null when too many are followed already. */
    @Nullable
    SseEmitter follow(String loginId, Set<String> tenants) {
        if (!places.tryAcquire()) {
            return null;
        }
        var follower = new Follower(loginId, tenants);
        Thread.ofVirtual().name("follower").start(follower);
        return follower.emitter;
    }

    /** Open answers would hold up the end of the service. */
    @EventListener
    void stop(ContextClosedEvent closed) {
        closing.countDown();
    }

    private final class Follower implements Runnable {
        private final String loginId;
        private final Set<String> tenants;
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final AtomicBoolean gone = new AtomicBoolean();
        private final Set<String> told = new HashSet<>();
        private String version = "";
        private Duration silent = Duration.ZERO;

        Follower(String loginId, Set<String> tenants) {
            this.loginId = loginId;
            this.tenants = tenants;
            emitter.onCompletion(() -> gone.set(true));
            emitter.onTimeout(emitter::complete);
            emitter.onError(failure -> gone.set(true));
        }

        @Override
        public void run() {
            try {
                while (!gone.get()) {
                    var wait = look();
                    if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                        break;
                    }
                    silent = silent.plus(wait);
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                // The reader has gone, which ends every one of these conversations; the server knows, too.
                LOG.debug("nobody follows any more", e);
            } catch (DataAccessException e) {
                LOG.warn("a login cannot be followed while the database does not answer", e);
                emitter.complete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        }

        /** Tells what is new, and how long to wait before the next look. */
        private Duration look() throws IOException {
            var now = clock.instant();
            var login = logins.find(loginId, tenants, now);
            if (login.isEmpty()) {
                gone.set(true);
                return Duration.ZERO;
            }
            tell(login.get(), Verdict.of(login.get(), patience, now));
            return login.get().inProgress() ? pace : pace.multipliedBy(SLOWER_WHEN_OVER);
        }

        private void tell(Login login, Verdict verdict) throws IOException {
            var untold = login.events().stream()
                    .filter(event -> told.add(event.fact().eventId()))
                    .toList();
            var change = LoginChange.of(login, verdict, untold);
            if (!change.version().equals(version)) {
                version = change.version();
                silent = Duration.ZERO;
                emitter.send(SseEmitter.event().id(version).name("changed").data(change, MediaType.APPLICATION_JSON));
            } else if (silent.compareTo(SILENCE) >= 0) {
                silent = Duration.ZERO;
                emitter.send(SseEmitter.event().comment("still here"));
            }
        }
    }
}
