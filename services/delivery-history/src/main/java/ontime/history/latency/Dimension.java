package ontime.history.latency;

import java.time.temporal.ChronoUnit;
import java.util.Objects;
import ontime.events.Channel;
import ontime.history.facts.Delivery;
import org.jspecify.annotations.Nullable;

/** What deliveries are grouped by. */
public enum Dimension {
    /** Each delivery counts once for each of its stages, with the time of that stage. */
    STAGE,
    CHANNEL,
    /** ISO 3166-1 code of the phone number. */
    COUNTRY,
    PROVIDER,
    /** The phone network, as the provider writes it. */
    CARRIER,
    /** What follows the at sign of a mail address. */
    DOMAIN,
    /** In which the delivery began, UTC. */
    HOUR;

    /** Where a delivery has none. */
    static final String NONE = "none";

    /** The value of a delivery; the stage is not the delivery's. */
    String of(Delivery delivery) {
        return Objects.requireNonNullElse(valueOf(delivery), NONE);
    }

    private @Nullable String valueOf(Delivery delivery) {
        return switch (this) {
            case STAGE -> null;
            case CHANNEL -> delivery.channel().name();
            case COUNTRY -> delivery.country();
            case PROVIDER -> delivery.provider();
            case CARRIER -> delivery.carrier();
            case DOMAIN -> domain(delivery);
            case HOUR ->
                delivery.begun()
                        .map(at -> at.truncatedTo(ChronoUnit.HOURS).toString())
                        .orElse(null);
        };
    }

    /** The masked address keeps its domain. */
    private static @Nullable String domain(Delivery delivery) {
        var destination = delivery.destination();
        return delivery.channel() != Channel.EMAIL || destination == null
                ? null
                : destination.substring(destination.lastIndexOf('@') + 1);
    }
}
