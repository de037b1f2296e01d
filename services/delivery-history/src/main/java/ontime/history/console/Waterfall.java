package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ontime.history.facts.Delivery;
import ontime.history.ledger.Stage;

/**
 * The stages of a delivery as bars on one scale, which begins with the login's click.
 *
 * @param bars in the order of time
 */
record Waterfall(List<Bar> bars) {

    /** Width of the whole scale, in the units of the drawing. */
    static final int SCALE = 1000;

    /** Narrower bars could not be seen; a stage that took no time has none. */
    private static final int NARROWEST = 4;

    /**
     * One stage.
     *
     * @param offset of its beginning, in the units of the drawing, as is the width
     * @param time it took, in words
     */
    record Bar(String stage, String spender, int offset, int width, String time) {}

    /** Draws the stages of a delivery on a scale that ends with {@code end}. */
    static Waterfall of(Delivery delivery, Instant start, Instant end) {
        var whole = Math.max(1, Duration.between(start, end).toMillis());
        var bars = new ArrayList<Bar>();
        var begun = delivery.begun().orElse(start);
        var at = begun.isBefore(start) ? Duration.ZERO : Duration.between(start, begun);
        for (var stage : delivery.ledger().stages().entrySet()) {
            bars.add(bar(stage.getKey(), at, stage.getValue(), whole));
            at = at.plus(stage.getValue());
        }
        return new Waterfall(List.copyOf(bars));
    }

    private static Bar bar(Stage stage, Duration at, Duration took, long whole) {
        var width = took.isZero() ? 0 : Math.clamp(took.toMillis() * SCALE / whole, NARROWEST, SCALE);
        var offset = Math.clamp(at.toMillis() * SCALE / whole, 0, SCALE - width);
        return new Bar(
                stage.name().toLowerCase(Locale.ROOT),
                stage.spender(),
                offset,
                width,
                String.format(Locale.ROOT, "%,d ms", took.toMillis()));
    }
}
