package ontime.history.ledger;

/**
 * A stretch of a delivery's time, named for whoever spends it. It ends with {@link #end()} and begins where the last
 * ended.
 */
public enum Stage {
    ISSUE(Moment.PUBLISHED, "auth service and issuer"),
    QUEUE(Moment.CONSUMED, "Kafka and worker lag"),
    HOLD(Moment.DISPATCHED, "our own throttle, retry wait or concurrency limit"),
    PROVIDER(Moment.ACCEPTED, "the provider"),
    CARRIER(Moment.DELIVERED, "the phone network or receiving mail server"),
    PERSON(Moment.ENTERED, "the person");

    private final Moment end;
    private final String spender;

    Stage(Moment end, String spender) {
        this.end = end;
        this.spender = spender;
    }

    public Moment end() {
        return end;
    }

    /** Whose seconds these are, in words that fit into a sentence. */
    public String spender() {
        return spender;
    }
}
