package ontime.delivery.engine;

import ontime.delivery.route.RouteNews;

/** What the engine wants done. Each is answered by an input, sooner or later, but for news and what is left. */
public sealed interface Effect {

    /** Make a call; answered by {@link Engine#callEnded}. */
    record Begin(Call call) implements Effect {}

    /** Publish a receipt; answered by {@link Engine#published} or {@link Engine#notPublished}. */
    record Publish(Report report) implements Effect {}

    /** Keep a dead letter; answered by {@link Engine#kept} or {@link Engine#notKept}. */
    record Keep(Letter letter) implements Effect {}

    /**
     * Nothing more happens to a delivery here: somebody else brings it to its end. Not answered.
     *
     * @param attempts that were made here
     */
    record Leave(Delivery delivery, int attempts) implements Effect {}

    /** Tell whoever runs the worker; not answered. */
    record Note(RouteNews news) implements Effect {}
}
