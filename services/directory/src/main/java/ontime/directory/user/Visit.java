package ontime.directory.user;

import java.time.Instant;

/** Somebody is at the page of their own methods. */
public record Visit(UserKey user, Instant expiresAt) {}
