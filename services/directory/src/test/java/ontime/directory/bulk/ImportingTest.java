package ontime.directory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.following.NoProtection;
import ontime.directory.user.Actor;
import ontime.directory.user.ContactWriter;
import ontime.directory.user.Registering;
import ontime.directory.user.Revoking;
import ontime.directory.user.Store;
import ontime.directory.user.Telling;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an import by what is known of it elsewhere. */
class ImportingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final GivenUp imports = new GivenUp();
    private final Untouched store = new Untouched();

    @Test
    void oneThatWasGivenUpBeforeItsFirstRowTouchesNobodyAndIsNotDone() throws MalformedTableException {
        var tenants = new Tenants(Map.of());
        var safe = new NoProtection();
        var importing = new Importing(
                store,
                tenants,
                new Destinations((_, _) -> {
                    throw new InvalidDestinationException("phone", "is not read here");
                }),
                new Registering(store, tenants, new Revoking(tenants, safe, () -> "id"), () -> NOW, () -> "id"),
                new ContactWriter(tenants, safe, new Telling(tenants, safe, () -> "id"), () -> "id"),
                imports,
                Runnable::run,
                () -> NOW,
                () -> "id");

        importing.begin("demo", "userId\nada\nbob\n", true, Actor.rule("test", "test"));

        assertThat(store.asked).isZero();
        assertThat(imports.kept).containsExactly(Progress.State.WAITING);
        assertThat(imports.refused).isNotEmpty().doesNotContain(Progress.State.DONE, Progress.State.FAILED);
    }

    /** Somebody takes each import for dead as soon as it waits. */
    private static final class GivenUp implements Imports {
        private final List<Progress.State> kept = new ArrayList<>();
        private final List<Progress.State> refused = new ArrayList<>();

        @Override
        public boolean save(Progress progress) {
            boolean waits = progress.state() == Progress.State.WAITING;
            (waits ? kept : refused).add(progress.state());
            return waits;
        }

        @Override
        public void touch(Set<String> ids, Instant now) {}

        @Override
        public List<Progress> giveUp(Instant untouchedSince) {
            return List.of();
        }

        @Override
        public List<Progress> since(String tenant, Instant begin) {
            return List.of();
        }

        @Override
        public Optional<Progress> find(String tenant, String id) {
            return Optional.empty();
        }
    }

    /** A store that nobody should ask. */
    private static final class Untouched implements Store {
        private int asked;

        @Override
        public <T> T inOneUnit(Function<Unit, T> work) {
            asked++;
            throw new IllegalStateException("the import was given up");
        }

        @Override
        public <T> T inOneBatch(List<UserKey> users, boolean undone, Function<Unit, T> work) {
            asked++;
            throw new IllegalStateException("the import was given up");
        }

        @Override
        public List<Ended> ended(Instant now, @Nullable Ended after, int limit) {
            return List.of();
        }
    }
}
