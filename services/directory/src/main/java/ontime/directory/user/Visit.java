package ontime.directory.user;

import java.time.Instant;

/**
 * Somebody is at the page of their own methods.
 *
 * @param loggedInAt when they last logged in at the site that led them here
 * @param overtaken whether a newer link of the same user has ended it: whoever has this one may be somebody else
 */
public record Visit(UserKey user, Instant expiresAt, Instant loggedInAt, boolean overtaken) {}
