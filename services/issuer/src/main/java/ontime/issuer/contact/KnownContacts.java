package ontime.issuer.contact;

import org.jspecify.annotations.Nullable;

/**
 * Where the codes of a user may go at present.
 *
 * @param phone E.164; null when there is none
 * @param email null when there is none
 */
public record KnownContacts(
        @Nullable String phone, @Nullable String email, ContactVersions versions) {

    public static final KnownContacts NONE = new KnownContacts(null, null, ContactVersions.NONE);

    /** Without the destinations. */
    @Override
    public String toString() {
        return "KnownContacts[" + versions + "]";
    }
}
