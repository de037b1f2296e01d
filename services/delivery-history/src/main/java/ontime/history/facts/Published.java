package ontime.history.facts;

import java.time.Instant;

/**
 * A fact and when its event was put on its topic.
 *
 * @param publishedAt the record's timestamp; of an event that was published twice, the earlier one
 */
public record Published(Fact fact, Instant publishedAt) {}
