package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Remembers what was taken, and that nothing is taken twice; the rest is the database's. */
public final class MemoryBook implements Book {

    private final List<Call> calls = new ArrayList<>();
    private final Set<String> notifications = new HashSet<>();

    public List<Call> calls() {
        return calls;
    }

    @Override
    public Instant listeningSince(Instant now) {
        return now;
    }

    @Override
    public boolean take(Call call, Instant now) {
        if (call.notificationId() != null && !notifications.add(call.notificationId())) {
            return false;
        }
        return calls.add(call);
    }

    @Override
    public void add(Collection<Expected> handovers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(Collection<Challenge> challenges) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int publish(int limit, Consumer<List<Heard>> publisher) {
        return 0;
    }

    @Override
    public List<GivenUp> giveUp(Instant waitingSince, Instant remembered, Instant now) {
        return List.of();
    }

    @Override
    public int reportSilence(Instant now, int limit) {
        return 0;
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public void forget(Instant now, Duration entries, Duration notifications) {}
}
