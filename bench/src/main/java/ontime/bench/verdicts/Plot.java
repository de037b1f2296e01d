package ontime.bench.verdicts;

/** Plays one login with its cause, and says what a verdict must name. */
@FunctionalInterface
interface Plot {
    Expected play(PlayedLogin login);
}
