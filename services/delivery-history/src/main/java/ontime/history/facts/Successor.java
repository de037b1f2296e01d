package ontime.history.facts;

import java.time.Instant;
import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The challenge that replaced another one, often at a later login of the same person.
 *
 * @param loginId null, like the rest, while the newer request has not been read
 * @param destination masked
 */
public record Successor(
        String challengeId,
        @Nullable String loginId,
        @Nullable String reference,
        @Nullable Instant requestedAt,
        @Nullable Channel channel,
        @Nullable String destination,
        @Nullable Long contactVersion) {

    public static Successor of(Fact.Requested requested) {
        return new Successor(
                requested.challengeId(),
                requested.loginId(),
                requested.reference(),
                requested.requestedAt(),
                requested.channel(),
                requested.maskedDestination(),
                requested.contactVersion());
    }

    static Successor unread(String challengeId) {
        return new Successor(challengeId, null, null, null, null, null, null);
    }
}
