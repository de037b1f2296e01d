package ontime.history.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The challenge that replaced another one, often at a later login of the same person.
 *
 * @param loginId null, like the rest, while the newer request has not been read
 */
public record Successor(
        String challengeId,
        @Nullable String loginId,
        @Nullable String reference,
        @Nullable Instant requestedAt) {}
