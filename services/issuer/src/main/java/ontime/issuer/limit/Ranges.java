package ontime.issuer.limit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers what became of the codes that were sent to number ranges, and which ranges are closed. */
public interface Ranges {

    /** A range as one tenant's people use it. */
    record OfTenant(String tenant, NumberRange range) {}

    /**
     * Takes in the codes whose time to be entered is over; each is taken in once, whichever replica does it.
     *
     * @return the ranges that they were sent to, and the countries of those; empty when there is nothing left to take
     *     in
     */
    Set<OfTenant> takeIn(Instant now);

    /** What became of the codes that were sent to a range since then, and since it was last opened again. */
    Conversion conversion(OfTenant range, Instant since);

    /** Closes a range; false when it is closed already, for example by another replica. */
    boolean close(ClosedRange closed);

    /** Opens a range again; false when it was not closed. */
    boolean open(OfTenant range, Instant now);

    /** What is closed now, of all tenants. */
    List<ClosedRange> closed(Instant now);

    /** What each tenant has spent on SMS in the day (UTC) of this instant, in millionths of a US dollar. */
    Map<String, Long> spent(Instant now);
}
