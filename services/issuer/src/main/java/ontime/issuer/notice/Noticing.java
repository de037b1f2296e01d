package ontime.issuer.notice;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.Purpose;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Once;
import ontime.issuer.challenge.Seals;
import ontime.issuer.challenge.Store;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Outgoing;
import ontime.issuer.limit.Reached;
import ontime.issuer.message.ChangeWriter;
import ontime.issuer.message.Segments;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.Route;
import ontime.issuer.routing.Router;
import ontime.sealing.Message;

/**
 * Tells a person at a destination of theirs that a contact or another way to log in has changed: who took an account
 * over by changing it must not be the only one who knows. It goes by the workers, within the limits, and is no
 * challenge: there is nothing to enter.
 */
public final class Noticing {

    /** What the identifiers of notices begin with, and no challenge's: see Purpose in the events. */
    private static final String PREFIX = "notice-";

    /** Later it is no news; the topic keeps it for an hour. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    /** Has a blank, which no caller's own key can have. */
    private static final String KEY = "notice of ";

    private final Router router;
    private final Seals seals;
    private final ChangeWriter writer;
    private final Limiting limiting;
    private final Store store;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of notices and events; UUIDs */
    public Noticing(
            Router router,
            Seals seals,
            ChangeWriter writer,
            Limiting limiting,
            Store store,
            InstantSource clock,
            Supplier<String> ids) {
        this.router = router;
        this.seals = seals;
        this.writer = writer;
        this.limiting = limiting;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    public Noticed tell(String tenant, Policy policy, NoticeRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Channel channel = request.phone() == null ? Channel.EMAIL : Channel.SMS;
        return switch (router.route(policy, channel, request.phone(), request.email())) {
            case Route.To route ->
                store.inOneUnit(unit -> once(unit, tenant, policy, request, route.destination(), now));
            case Route.None none -> new Noticed.NoRoute(none.reason());
            case Route.Invalid invalid -> new Noticed.Invalid(invalid.field(), invalid.why());
        };
    }

    private Noticed once(
            Store.Unit unit, String tenant, Policy policy, NoticeRequest request, Destination to, Instant now) {
        if (request.key() == null) {
            return tell(unit, tenant, policy, request, to, now);
        }
        String key = KEY + request.key();
        String digest = seals.fingerprint(Once.asked(
                request.userId(),
                request.change().name(),
                to.whole(),
                request.locale() == null ? null : request.locale().toLanguageTag(),
                request.madeAt() == null ? null : request.madeAt().toString()));
        Optional<Once.Remembered> before = unit.claim(tenant, key, request.userId(), digest, now);
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Noticed.Sent(before.get().answer())
                    : new Noticed.OtherUnderSameKey();
        }
        Noticed told = tell(unit, tenant, policy, request, to, now);
        if (told instanceof Noticed.Sent sent) {
            unit.remember(tenant, key, sent.noticeId());
        } else {
            unit.release(tenant, key);
        }
        return told;
    }

    private Noticed tell(
            Store.Unit unit, String tenant, Policy policy, NoticeRequest request, Destination to, Instant now) {
        String fingerprint = seals.fingerprint(to);
        if (!unit.suppressed(tenant, List.of(fingerprint), now).isEmpty()) {
            return new Noticed.NoRoute(RoutingReason.SUPPRESSED);
        }
        String noticeId = PREFIX + ids.get();
        Instant madeAt = request.madeAt() == null ? now : request.madeAt();
        Message message = writer.write(
                to, request.change(), madeAt, policy.wording().language(request.locale()), policy.wording());
        var outgoing = new Outgoing(tenant, noticeId, to, message.text(), now.plus(LIFE));
        Optional<Reached> reached = limiting.notice(policy.limits(), outgoing, fingerprint, now);
        if (reached.isPresent()) {
            return new Noticed.Limited(reached.get());
        }
        unit.publish(event(tenant, request.userId(), noticeId, to, message, now));
        return new Noticed.Sent(noticeId);
    }

    private OtpRequested event(
            String tenant, String userId, String noticeId, Destination to, Message message, Instant now) {
        var sealed = seals.seal(message, noticeId, 1, to.channel());
        return OtpRequested.newBuilder()
                .setEventId(ids.get())
                .setTenant(tenant)
                .setUserId(userId)
                .setLoginId(noticeId)
                .setChallengeId(noticeId)
                .setDelivery(1)
                .setSequence(0)
                .setReference("")
                .setChannel(to.channel())
                .setRequestedChannel(to.channel())
                .setRoutingReason(RoutingReason.AS_REQUESTED)
                .setMaskedDestination(to.masked())
                .setDestinationFingerprint(seals.fingerprint(to))
                .setCountry(Destination.countryOf(to))
                .setRequestedAt(now)
                .setExpiresAt(now.plus(LIFE))
                .setSealedFor(sealed.keyId())
                .setSealed(ByteBuffer.wrap(sealed.content()))
                .setParts(to.channel() == Channel.SMS ? Segments.count(message.text()) : 1)
                .setPurpose(Purpose.NOTICE)
                .build();
    }
}
