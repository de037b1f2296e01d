package ontime.history.postgres;

/** Of the tables there are two sets while the history is rebuilt: those that serve, and those that are filled. */
enum Generation {
    SERVING(""),
    NEXT("next_"),
    /** Those that served until a rebuild was done, until they are dropped. */
    OLD("old_");

    private final String prefix;

    Generation(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    /** A statement in which tables of a generation are written as {@code @fact}. */
    String sql(String statement) {
        return statement.replace("@", prefix);
    }
}
