package ontime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Whom a sealed secret belongs to: a contact's destination, or the key of an authenticator app. It is authenticated
 * with the secret (the associated data), so that one that is moved to another user, kind or version does not open.
 *
 * @param tenant the customer of the installation
 * @param userId the tenant's own identifier of the person
 * @param kind what it is of: the name of a kind of contact, or TOTP
 * @param version which one, from 1
 */
public record Holder(String tenant, String userId, String kind, long version) {

    public Holder {
        if ((tenant + userId + kind).indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line break in a holder could make two holders look alike");
        }
    }

    byte[] associatedData() {
        return ("ontime/1/holder\n" + tenant + "\n" + userId + "\n" + kind + "\n" + version).getBytes(UTF_8);
    }
}
