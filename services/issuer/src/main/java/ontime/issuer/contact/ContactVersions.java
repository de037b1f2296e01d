package ontime.issuer.contact;

import ontime.events.Channel;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a user's contacts a challenge goes to.
 *
 * @param phone null when the caller named the number, or there is none
 * @param email null when the caller named the address, or there is none
 */
public record ContactVersions(
        @Nullable Long phone, @Nullable Long email) {

    /** The caller named where the code goes. */
    public static final ContactVersions NONE = new ContactVersions(null, null);

    /** The version of the contact that a channel goes to; null when it goes to none. */
    public @Nullable Long over(Channel channel) {
        return switch (channel) {
            case SMS -> phone;
            case EMAIL -> email;
            case TOTP, OTHER -> null;
        };
    }

    /** The kind of contact that a channel goes to. */
    public static ContactKind kindOver(Channel channel) {
        return switch (channel) {
            case SMS -> ContactKind.PHONE;
            case EMAIL -> ContactKind.EMAIL;
            case TOTP, OTHER -> ContactKind.OTHER;
        };
    }
}
