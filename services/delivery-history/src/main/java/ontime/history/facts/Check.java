package ontime.history.facts;

import java.time.Instant;
import ontime.events.CheckOutcome;

/** Somebody typed a code; which one, nobody keeps. */
public record Check(CheckOutcome outcome, int attemptsLeft, Instant checkedAt) {}
