package ontime.delivery.engine;

/** What the engine wants done. Each is answered by an input, sooner or later, but for a stop. */
public sealed interface Effect {

    /** Make a call; answered by {@link Engine#callEnded}. */
    record Begin(Call call) implements Effect {}

    /** Publish a receipt; answered by {@link Engine#published} or {@link Engine#notPublished}. */
    record Publish(Report report) implements Effect {}

    /** Keep a dead letter; answered by {@link Engine#kept} or {@link Engine#notKept}. */
    record Keep(Letter letter) implements Effect {}
}
