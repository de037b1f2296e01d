package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import ontime.delivery.route.RouteNews;

/**
 * Effects that are to be carried out, and how many receipts and dead letters are on their way to Kafka. While the
 * broker is away they are tried again and again, because without its receipt a delivery would look as if it had never
 * ended.
 */
final class Outbound {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final int most;
    private final Deque<Again> again = new ArrayDeque<>();
    private List<Effect> effects = new ArrayList<>();
    private int onTheirWay;

    private record Again(Effect effect, Instant at) {}

    /** @param most so many may be on their way before no further call begins */
    Outbound(int most) {
        this.most = most;
    }

    void begin(Call call) {
        effects.add(new Effect.Begin(call));
    }

    void note(RouteNews news) {
        effects.add(new Effect.Note(news));
    }

    void leave(Delivery delivery) {
        effects.add(new Effect.Leave(delivery, delivery.attempts()));
    }

    void publish(Report report) {
        onTheirWay++;
        effects.add(new Effect.Publish(report));
    }

    void keep(Letter letter) {
        onTheirWay++;
        effects.add(new Effect.Keep(letter));
    }

    void arrived() {
        onTheirWay--;
    }

    /** It stays on its way, and is tried again in a while. */
    void failed(Effect effect, Instant now) {
        again.add(new Again(effect, now.plus(BETWEEN_TRIES)));
    }

    void tryAgain(Instant now) {
        while (!again.isEmpty() && !again.getFirst().at().isAfter(now)) {
            effects.add(again.removeFirst().effect());
        }
    }

    Optional<Instant> nextTry() {
        return Optional.ofNullable(again.peekFirst()).map(Again::at);
    }

    boolean isFull() {
        return onTheirWay >= most;
    }

    int onTheirWay() {
        return onTheirWay;
    }

    /** All effects since the last call, in their order. */
    List<Effect> take() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
