package ontime.directory.calls;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ontime.directory.user.Errand;
import ontime.directory.user.Errands;
import ontime.directory.user.Lookup;
import ontime.directory.user.Protection;
import ontime.events.TraceParent;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs errands: makes the calls that were promised, again and again until they succeed or are a day old. Each lane for
 * itself: a tenant whose host hangs waits for nobody but itself, and nobody waits for it.
 */
public final class Messenger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Messenger.class);

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final int AT_ONCE = 50;
    /** Longer than so many calls of a lane can take. */
    private static final Duration LEASE = Duration.ofMinutes(6);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private final Errands errands;
    private final Lookup users;
    private final Protection protection;
    private final IssuerAccess issuer;
    private final Map<String, SessionsWebhook> webhooks;
    private final MeterRegistry meters;
    private final Spans spans;
    private final InstantSource clock;
    private final Json json;
    private final Set<Errands.Lane> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();

    public Messenger(
            Errands errands,
            Lookup users,
            Protection protection,
            IssuerAccess issuer,
            Map<String, SessionsWebhook> webhooks,
            MeterRegistry meters,
            Spans spans,
            InstantSource clock,
            JsonMapper json) {
        this.errands = errands;
        this.users = users;
        this.protection = protection;
        this.issuer = issuer;
        this.webhooks = Map.copyOf(webhooks);
        this.meters = meters;
        this.spans = spans;
        this.clock = clock;
        this.json = new Json(json, spans, clock);
    }

    @Scheduled(fixedDelayString = "${ontime.directory.errands:1s}")
    void run() {
        try {
            errands.due(clock.instant()).stream().filter(busy::add).forEach(lane -> lanes.execute(() -> run(lane)));
        } catch (RuntimeException e) {
            LOG.warn("cannot look for errands: {}", e.getClass().getSimpleName());
        }
    }

    private void run(Errands.Lane lane) {
        try {
            Instant now = clock.instant();
            errands.claim(lane, now, now.plus(LEASE), AT_ONCE).forEach(this::tryOne);
        } catch (RuntimeException e) {
            LOG.warn("cannot run errands: {}", e.getClass().getSimpleName());
        } finally {
            busy.remove(lane);
        }
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }

    /** What goes wrong with one is no other's concern. Where that cannot even be kept, its lease ends. */
    private void tryOne(Errand errand) {
        var promised = TraceParent.of(errand.traceparent());
        try (var work = Work.goOn(spans, clock, Span.Kind.INTERNAL, "errand", promised)) {
            work.put("ontime.errand", errand.kind().name());
            Done done = attempt(errand);
            if (done != Done.YES) {
                work.failed(done.name().toLowerCase(Locale.ROOT));
            }
            settle(errand, done);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be settled: {}", errand, e.getClass().getSimpleName());
        }
    }

    private void settle(Errand errand, Done done) {
        if (done == Done.LATER && clock.instant().isBefore(errand.madeAt().plus(GIVEN_UP_AFTER))) {
            count(errand, "retried");
            errands.postpone(errand, clock.instant().plus(pause(errand)));
            return;
        }
        if (done != Done.YES) {
            LOG.error(
                    "gives {} of {} up after {} attempts", errand, errand.user().tenant(), errand.attempts() + 1);
        }
        count(errand, done == Done.YES ? "done" : "given-up");
        errands.remove(errand);
    }

    private void count(Errand errand, String outcome) {
        meters.counter("otp.directory.errands", "kind", errand.kind().name(), "outcome", outcome)
                .increment();
    }

    private static Duration pause(Errand errand) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(errand.attempts(), MOST_DOUBLINGS));
    }

    private enum Done {
        YES,
        LATER,
        NEVER
    }

    private Done attempt(Errand errand) {
        String content;
        try {
            content = protection.open(errand.content(), Errand.holder(errand.user(), errand.id()));
        } catch (IllegalStateException e) {
            LOG.error("{} cannot be opened", errand);
            return Done.NEVER;
        }
        try {
            return switch (errand.kind()) {
                case CONTACT_CHANGED, METHODS_CHANGED -> notice(errand, content);
                case SESSIONS_REVOKED -> webhook(errand, content);
            };
        } catch (IOException e) {
            LOG.info("{} has to wait: {}", errand, e.getClass().getSimpleName());
            return Done.LATER;
        } catch (RuntimeException e) {
            // It may be what it is about that breaks it each time: it counts as a try, and is given up one day.
            LOG.warn("{} broke off: {}", errand, e.getClass().getSimpleName());
            return Done.LATER;
        }
    }

    private Done notice(Errand errand, String destination) throws IOException {
        var credential = issuer.adminCredential(errand.user().tenant());
        if (credential.isEmpty()) {
            return Done.NEVER;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("userId", errand.user().userId());
        fields.put("kind", errand.kind().name());
        fields.put(destination.startsWith("+") && destination.indexOf('@') < 0 ? "phone" : "email", destination);
        users.find(errand.user()).ifPresent(sight -> {
            String locale = sight.account().locale();
            if (locale != null) {
                fields.put("locale", locale);
            }
        });
        // A call whose answer got lost is made again, maybe much later: it is the same notice, of the same time.
        fields.put("madeAt", MILLIS.format(errand.madeAt()));
        var headers = new HashMap<>(credential.get());
        headers.put("Idempotency-Key", errand.id());
        return done(json.tell("issuer", issuer.at("/v1/notices"), headers, json.write(fields)));
    }

    private Done webhook(Errand errand, String body) throws IOException {
        var hook = webhooks.get(errand.user().tenant());
        return hook == null
                ? Done.NEVER
                : done(json.tell("sessions webhook", hook.url(), hook.signed(body, clock.instant()), body));
    }

    /** What is refused as it is would be refused again; what is too much, or fails there, may pass. */
    private static Done done(int status) {
        if (status >= 200 && status < 300) {
            return Done.YES;
        }
        return status == 400 || status == 410 || status == 422 ? Done.NEVER : Done.LATER;
    }
}
