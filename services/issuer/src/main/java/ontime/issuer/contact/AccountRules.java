package ontime.issuer.contact;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants of all its users.
 *
 * @param twoStepRequired whether a user without a method is to set one up first
 * @param enrolmentUrl where that is done; null when there is none to name
 */
public record AccountRules(
        boolean twoStepRequired, @Nullable String enrolmentUrl) {

    /** Of a tenant that the directory has said nothing of. */
    public static final AccountRules NONE = new AccountRules(false, null);
}
