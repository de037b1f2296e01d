package ontime.history.console;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ontime.history.facts.FactCount;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.verdict.Patience;
import ontime.history.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One who follows one login, on a thread of its own: a reader who takes their time holds up nobody else. */
final class Follower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** The browser connects again then, and has to show that it still may. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Silence tells something, too: so many paces without a fact, and the verdict is asked for again. */
    private static final int PACES_UNTIL_TIME_TELLS = 10;

    /** Without a word for so long nobody would notice that the reader has gone. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /**
     * What all of them share.
     *
     * @param reads so many of them read at the same time
     */
    record Means(LoginSearch logins, Patience patience, InstantSource clock, Duration pace, Semaphore reads) {}

    private final Means means;
    private final FactCount.Key key;
    private final Instant clickedAt;
    private final Set<String> tenants;
    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final Semaphore news = new Semaphore(1);
    private final Set<String> told = new HashSet<>();
    private volatile boolean gone;
    private volatile boolean inProgress;
    private long counted = -1;
    private String version = "";
    private Instant spoken;

    Follower(Login login, Set<String> tenants, Means means) {
        this.means = means;
        this.key = FactCount.Key.of(login);
        this.clickedAt = login.clickedAt();
        this.tenants = tenants;
        this.inProgress = login.inProgress();
        this.spoken = means.clock().instant();
        emitter.onCompletion(this::stop);
        emitter.onTimeout(emitter::complete);
        emitter.onError(failure -> stop());
    }

    SseEmitter emitter() {
        return emitter;
    }

    FactCount.Key key() {
        return key;
    }

    Instant clickedAt() {
        return clickedAt;
    }

    boolean isInProgress() {
        return inProgress;
    }

    /** So many facts the login has now. Called by one thread only. */
    void has(long facts) {
        if (facts != counted) {
            counted = facts;
            news.release();
        }
    }

    void stop() {
        gone = true;
        news.release();
    }

    @Override
    public void run() {
        try {
            while (!gone) {
                var wait = inProgress ? means.pace().multipliedBy(PACES_UNTIL_TIME_TELLS) : SILENCE;
                boolean grown = news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                if (!gone && (grown || inProgress)) {
                    look();
                }
                if (!gone) {
                    breakTheSilence();
                }
            }
        } catch (IOException | IllegalStateException e) {
            // The reader has gone, which ends every one of these conversations; the server knows, too.
            LOG.debug("nobody follows any more", e);
        } catch (RuntimeException e) {
            // Most often the database does not answer. The browser connects again.
            LOG.warn("a login cannot be followed just now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            emitter.complete();
        }
    }

    private void look() throws IOException, InterruptedException {
        var now = means.clock().instant();
        var login = find(now);
        if (login.isEmpty()) {
            gone = true;
            return;
        }
        inProgress = login.get().inProgress();
        tell(login.get(), Verdict.of(login.get(), means.patience(), now));
    }

    private Optional<Login> find(Instant now) throws InterruptedException {
        means.reads().acquire();
        try {
            return means.logins().find(key.loginId(), tenants, now);
        } finally {
            means.reads().release();
        }
    }

    private void tell(Login login, Verdict verdict) throws IOException {
        var untold = login.events().stream()
                .filter(event -> told.add(event.fact().eventId()))
                .toList();
        var change = LoginChange.of(login, verdict, untold);
        if (!change.version().equals(version)) {
            version = change.version();
            send(SseEmitter.event().id(version).name("changed").data(change, MediaType.APPLICATION_JSON));
        }
    }

    private void breakTheSilence() throws IOException {
        if (!means.clock().instant().isBefore(spoken.plus(SILENCE))) {
            send(SseEmitter.event().comment("still here"));
        }
    }

    private void send(SseEmitter.SseEventBuilder event) throws IOException {
        emitter.send(event);
        spoken = means.clock().instant();
    }
}
