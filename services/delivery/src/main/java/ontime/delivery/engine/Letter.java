package ontime.delivery.engine;

import org.jspecify.annotations.Nullable;

/**
 * A record that is kept as a dead letter.
 *
 * @param origin where it lies
 * @param delivery the delivery that it asked for; null when it could not even be read
 * @param reason what is wrong, without quoting the record
 * @param bytes how much memory it takes until it is kept
 * @param content what is needed to keep it
 */
public record Letter(Origin origin, @Nullable Delivery delivery, String reason, int bytes, Object content) {}
