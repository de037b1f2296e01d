package ontime.history.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/** Finds logins, of certain tenants only. */
public interface LoginSearch {

    /** The login of this identifier; the latest one, should two of the tenants have one. */
    Optional<Login> find(String loginId, Set<String> tenants, Instant now);

    /**
     * The newest logins that meet all criteria, the newest first. Where few of many do, a page may hold less than was
     * asked for, or nothing, and still name the next one: so no search reads without end.
     */
    Page search(Criteria criteria, Set<String> tenants, Instant now);

    /**
     * What to look for; null means whatever.
     *
     * @param anything a login, challenge, user or provider's message identifier, a reference, a phone number in any
     *     notation or its last four digits, or an email address
     * @param phone a phone number in any notation, or its last four digits
     * @param email a whole email address
     * @param from logins that began at this instant or after it
     * @param to logins that began before this instant
     * @param after where the last page ended
     * @param limit how many at most
     */
    record Criteria(
            @Nullable String anything,
            @Nullable String userId,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String reference,
            @Nullable Channel channel,
            @Nullable DeliveryState status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Position after,
            int limit) {

        public static final int MOST = 200;

        /** A search by a status alone looks through all logins of a time, which is no longer than this. */
        public static final Duration WIDEST = Duration.ofDays(31);

        public Criteria {
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
            }
        }

        /** Whether it looks through logins one after another, because nothing leads to those that it looks for. */
        public boolean looksThrough() {
            return status != null
                    && anything == null
                    && userId == null
                    && phone == null
                    && email == null
                    && reference == null;
        }

        /** Whether it asks for a longer time than one may look through. */
        public boolean isTooWide(Instant now) {
            return looksThrough() && from != null && from.isBefore(earliest(now));
        }

        /** Where it begins; null for no bound. */
        public @Nullable Instant begin(Instant now) {
            var earliest = earliest(now);
            return !looksThrough() || (from != null && from.isAfter(earliest)) ? from : earliest;
        }

        private Instant earliest(Instant now) {
            return (to == null ? now : to).minus(WIDEST);
        }

        /** Without a destination. */
        public Criteria(
                @Nullable String anything,
                @Nullable String userId,
                @Nullable String reference,
                @Nullable Channel channel,
                @Nullable DeliveryState status,
                @Nullable Instant from,
                @Nullable Instant to,
                @Nullable Position after,
                int limit) {
            this(anything, userId, null, null, reference, channel, status, from, to, after, limit);
        }
    }

    /** The place of a login in the order of one search. */
    record Position(Instant startedAt, String tenant, String loginId) {}

    /**
     * Some of the logins that were found.
     *
     * @param next where to go on; null at the end
     */
    record Page(List<Login> logins, @Nullable Position next) {}
}
