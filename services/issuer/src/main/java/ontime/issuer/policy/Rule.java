package ontime.issuer.policy;

/** What every policy has to hold. */
final class Rule {

    private Rule() {}

    /** @throws IllegalArgumentException saying what to do, when the rule does not hold */
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
