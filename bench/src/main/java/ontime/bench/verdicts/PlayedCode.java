package ontime.bench.verdicts;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;

/** A code of a login, and how its messages are asked for. */
final class PlayedCode {

    private static final String[] REFERENCES = {"K7", "B4", "Q9", "M2", "T8", "W3"};

    private final PlayedLogin login;
    private final String challengeId;
    private final int sequence;
    private final Instant requestedAt;
    private int deliveries;

    PlayedCode(PlayedLogin login, String challengeId, int sequence, Instant requestedAt) {
        this.login = login;
        this.challengeId = challengeId;
        this.sequence = sequence;
        this.requestedAt = requestedAt;
    }

    PlayedMessage message(Channel channel, RoutingReason why) {
        return message(requestedAt, channel, why, Contact.of(channel));
    }

    PlayedMessage message(Instant at, Channel channel, RoutingReason why) {
        return message(at, channel, why, Contact.of(channel));
    }

    PlayedMessage message(Instant at, Channel channel, RoutingReason why, Contact contact) {
        deliveries++;
        return new PlayedMessage(login, this, deliveries, at, channel, why, contact);
    }

    /** Where a message goes: masked, with the version of the contact if the issuer knows one. */
    record Contact(String destination, @Nullable Long version) {
        static Contact of(Channel channel) {
            return new Contact(channel == Channel.SMS ? "+44 •••• ••0123" : "a•••@example.com", null);
        }
    }

    String challengeId() {
        return challengeId;
    }

    int sequence() {
        return sequence;
    }

    String reference() {
        return REFERENCES[sequence % REFERENCES.length];
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Instant expiresAt() {
        return requestedAt.plus(Terms.LIFE);
    }
}
