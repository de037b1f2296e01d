package ontime.gateway.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody behind the provider said of a message.
 *
 * @param detail the words that the meaning was taken from, out of our own tables; never what was sent
 * @param occurredAt when it became true, as far as the provider tells
 */
public record Report(MessageKey key, Meaning meaning, String detail, Instant occurredAt, Network network) {

    /** The same report has the same identifier, however often and by whatever way it comes. */
    public UUID id() {
        var parts = Stream.of(
                        key.provider(),
                        key.messageId(),
                        meaning.status(),
                        meaning.reason(),
                        meaning.confidence(),
                        detail,
                        occurredAt.toEpochMilli())
                .map(Objects::toString)
                .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(parts.getBytes(UTF_8));
    }

    /** The same, of an instant that is no later: nobody can tell what has not happened yet. */
    public Report notAfter(Instant observed) {
        return occurredAt.isAfter(observed) ? new Report(key, meaning, detail, observed, network) : this;
    }
}
