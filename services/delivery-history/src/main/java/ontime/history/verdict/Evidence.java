package ontime.history.verdict;

import java.time.Instant;

/** One thing that bears a finding out, and when it happened. */
public record Evidence(Instant at, String text) {}
