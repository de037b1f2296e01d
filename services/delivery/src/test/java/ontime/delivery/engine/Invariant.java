package ontime.delivery.engine;

/** What must hold in every simulated world. */
final class Invariant {

    private Invariant() {}

    static void holds(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
