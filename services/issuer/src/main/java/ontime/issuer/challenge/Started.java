package ontime.issuer.challenge;

/** What came of an event that begins a login. */
public sealed interface Started {

    /** The login has its answer, and that will be published, whatever happens next. */
    enum Answer implements Started {
        MADE,
        REFUSED,
        /** It had its answer before: nothing happens. */
        REPEATED,
        /** It had its answer before, and something else was asked for then: nothing happens. */
        CONTRADICTED
    }

    /**
     * Nobody could be answered.
     *
     * @param why repeats nothing of the event
     */
    record Unanswerable(String why) implements Started {}
}
