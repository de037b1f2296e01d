package ontime.issuer.policy;

/** What every policy has to hold. */
final class Rule {

    private Rule() {}

    /** @throws InvalidPolicyException naming the field and saying what to do, when the rule does not hold */
    static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw new InvalidPolicyException(field, otherwise);
        }
    }
}
