package ontime.history.actions;

import java.time.Instant;
import ontime.events.Channel;

/**
 * A destination that nothing is sent to for a while.
 *
 * @param id by which it is lifted: the fingerprint of the destination
 * @param destination masked
 * @param cause in words
 */
public record Suppression(String id, Channel channel, String destination, String cause, Instant since, Instant until) {}
