package ontime.issuer.challenge;

import java.time.Instant;

/** A challenge that falls back, unless something was heard of it meanwhile. */
public record Timer(String tenant, String challengeId, Instant due) {}
