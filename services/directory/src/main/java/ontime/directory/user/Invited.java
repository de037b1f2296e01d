package ontime.directory.user;

import java.time.Instant;

/**
 * Whom a link leads to their own page.
 *
 * @param loggedInAt when they last logged in
 */
public record Invited(UserKey user, Instant loggedInAt) {}
