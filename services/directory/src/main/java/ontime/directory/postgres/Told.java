package ontime.directory.postgres;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be told of a failure. Messages may not: a database prints the row that it refuses, and a parser what it
 * could not read.
 */
public final class Told {

    private static final int MOST_CAUSES = 10;

    private Told() {}

    /** The kinds of what failed, each caused by the next, with SQLSTATE, and where the first of them came up. */
    public static String of(Throwable failure) {
        String kinds = Stream.iterate(failure, one -> one != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(Told::kind)
                .collect(Collectors.joining(" by "));
        return kinds + place(failure);
    }

    private static String kind(Throwable one) {
        String name = one.getClass().getSimpleName();
        return one instanceof SQLException refused ? name + " " + refused.getSQLState() : name;
    }

    /** Of our own code: where to look first. */
    private static String place(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("ontime."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
    }
}
