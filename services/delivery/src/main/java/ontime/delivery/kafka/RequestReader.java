package ontime.delivery.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import ontime.delivery.engine.DeliveryId;
import ontime.delivery.engine.Event;
import ontime.delivery.engine.Request;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.Purpose;
import ontime.events.RegistryOutage;
import ontime.events.WithdrawalReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a record says. Belongs to the thread that polls. */
final class RequestReader {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);

    private final Channel channel;
    private final EventDecoder decoder;
    private final EventDecoder later;
    private final InstantSource clock;
    private boolean isRegistryAway;

    /**
     * @param decoder reads what comes
     * @param later reads what was taken on once more when its turn comes, also when the registry is away then
     */
    RequestReader(Channel channel, EventDecoder decoder, EventDecoder later, InstantSource clock) {
        this.channel = channel;
        this.decoder = decoder;
        this.later = later;
        this.clock = clock;
    }

    /** What the record says; empty when that cannot be told yet and it has to be read again. */
    Optional<Event> read(ConsumerRecord<byte[], byte[]> record) {
        Object event;
        try {
            event = decoder.decode(record);
            if (event instanceof OtpRequested request && request.getChannel() == channel) {
                later.learn(record);
            }
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                registryIsAway(e);
                return Optional.empty();
            }
            registryAnswers();
            return unreadable(
                    record, "not an event of a known schema: " + e.getClass().getSimpleName());
        }
        registryAnswers();
        return switch (event) {
            case OtpRequested request -> Optional.of(requested(record, request));
            case OtpWithdrawn withdrawn -> Optional.of(withdrawn(withdrawn));
            case null -> unreadable(record, "empty record");
            default -> unreadable(record, "unexpected event " + event.getClass().getSimpleName());
        };
    }

    /** Told once: it is asked every second. */
    private void registryIsAway(RuntimeException failure) {
        if (!isRegistryAway) {
            isRegistryAway = true;
            LOG.warn("the schema registry does not answer; waiting for it", failure);
        }
    }

    private void registryAnswers() {
        if (isRegistryAway) {
            isRegistryAway = false;
            LOG.info("the schema registry answers again");
        }
    }

    private Event requested(ConsumerRecord<byte[], byte[]> record, OtpRequested request) {
        String user = user(request);
        if (request.getChannel() != channel) {
            return new Event.RequestedElsewhere(user, request.getSequence(), request.getExpiresAt());
        }
        var received = new ReceivedRecord(record, clock.instant());
        received.holdEvent(request);
        return new Event.Requested(new Request(
                new DeliveryId(request.getChallengeId(), request.getDelivery()),
                user,
                request.getSequence(),
                request.getExpiresAt(),
                orderedBy(received),
                lane(request),
                request.getParts(),
                received.bytes(),
                received));
    }

    /**
     * A mail server takes so much at a time and no more, whoever else is waiting; a text's route is the lane itself.
     */
    private static String lane(OtpRequested request) {
        if (request.getChannel() != Channel.EMAIL) {
            return "";
        }
        String masked = request.getMaskedDestination();
        // Thousands of deliveries to a domain share one name of it.
        return masked.substring(masked.lastIndexOf('@') + 1)
                .toLowerCase(Locale.ROOT)
                .intern();
    }

    /** The publisher's clock may be ahead of ours: whoever is in the future would get every turn. */
    private static Instant orderedBy(ReceivedRecord received) {
        return received.publishedAt().isBefore(received.consumedAt()) ? received.publishedAt() : received.consumedAt();
    }

    private static Event withdrawn(OtpWithdrawn event) {
        return new Event.Withdrawn(
                user(event.getTenant(), event.getUserId()),
                event.getChallengeId(),
                event.getReason() == WithdrawalReason.SUPERSEDED ? DeliveryReason.SUPERSEDED : DeliveryReason.WITHDRAWN,
                event.getWithdrawnAt());
    }

    /** A notice is nobody's code: none that its user asks for ends it, and it ends none. */
    private static String user(OtpRequested request) {
        String user = user(request.getTenant(), request.getUserId());
        return request.getPurpose() == Purpose.NOTICE ? user + " " + request.getChallengeId() : user;
    }

    /** Lengths keep two pairs apart that would look alike when they are just put together. */
    private static String user(String tenant, String userId) {
        return tenant.length() + ":" + tenant + ":" + userId;
    }

    private Optional<Event> unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        var received = new ReceivedRecord(record, clock.instant());
        return Optional.of(new Event.Unreadable(reason, received.bytes(), received));
    }
}
