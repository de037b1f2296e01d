package ontime.history.console;

import java.time.Instant;

/** A line of a timeline. */
record Line(Words.Time time, String since, String text) {

    static Line of(Instant at, Instant start, String text) {
        return new Line(Words.Time.of(at), Words.since(start, at), text);
    }
}
