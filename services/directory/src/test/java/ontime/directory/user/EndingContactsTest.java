package ontime.directory.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import ontime.directory.following.NoProtection;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Temporary contacts end, each for itself. */
class EndingContactsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void thoseThatCannotEndHoldUpNobodyHoweverManyTheyAre() {
        var store = new Ruined(450);
        var failures = new ArrayList<RuntimeException>();
        // No unit of work gets so far that something is written.
        var tenants = new Tenants(Map.of());
        var writer = new ContactWriter(
                tenants, new NoProtection(), new Telling(tenants, new NoProtection(), () -> "id"), () -> "id");

        int ended = new EndingContacts(store, writer, () -> NOW).end(failures::add);

        assertThat(ended).isZero();
        assertThat(failures).hasSize(450);
        assertThat(store.asked).as("each of them, once").isEqualTo(450);
    }

    /** A store of which no unit of work comes to its end. */
    private static final class Ruined implements Store {

        private final List<Ended> all;
        private int asked;

        Ruined(int count) {
            all = IntStream.range(0, count)
                    .mapToObj(i -> new Ended(new UserKey("demo", "u-" + i), ContactKind.PHONE, 1))
                    .sorted(Comparator.comparing(one -> one.user().userId()))
                    .toList();
        }

        @Override
        public <T> T inOneUnit(Function<Unit, T> work) {
            asked++;
            throw new IllegalStateException("cannot be opened");
        }

        @Override
        public <T> T inOneBatch(List<UserKey> users, boolean undone, Function<Unit, T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Ended> ended(Instant now, @Nullable Ended after, int limit) {
            return all.stream().skip(all.indexOf(after) + 1).limit(limit).toList();
        }
    }
}
