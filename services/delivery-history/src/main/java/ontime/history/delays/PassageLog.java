package ontime.history.delays;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/** Tells of deliveries what their time needs. */
public interface PassageLog {

    /** No question reaches further: it would read the history as a whole. */
    Duration LONGEST = Duration.ofDays(31);

    /** Hands over the deliveries that are asked for, the newest first, and keeps none of them. */
    void read(Question question, Consumer<Passage> reader);

    /**
     * Which deliveries.
     *
     * @param from those that began at this instant or after it
     * @param to those that began before this instant, {@link #LONGEST} after the first at most
     * @param channel null for every channel; so are the provider and the country
     * @param most how many at most
     */
    record Question(
            Instant from,
            Instant to,
            Set<String> tenants,
            @Nullable Channel channel,
            @Nullable String provider,
            @Nullable String country,
            int most) {

        public Question {
            if (Duration.between(from, to).compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("deliveries are asked for by " + LONGEST.toDays() + " days at most");
            }
        }
    }
}
