package ontime.delivery.route;

import ontime.delivery.Provider;

/**
 * A way to send messages of a channel.
 *
 * @param name short name for receipts and metrics
 * @param provider who is called
 */
public record Route(String name, Provider provider) {}
