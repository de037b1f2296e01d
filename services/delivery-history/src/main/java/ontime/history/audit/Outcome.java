package ontime.history.audit;

/** What came of it. The names are in the database and stay as they are. */
public enum Outcome {
    /** Written before something is done that may fail; an entry with its end follows. */
    BEGUN,
    DONE,
    NOTHING_FOUND,
    REFUSED,
    FAILED
}
