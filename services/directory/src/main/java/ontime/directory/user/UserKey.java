package ontime.directory.user;

import java.util.regex.Pattern;

/**
 * Whom something is about.
 *
 * @param tenant the customer of the installation
 * @param userId the tenant's own identifier of the person
 */
public record UserKey(String tenant, String userId) {

    /** Short, and free of anything that means something in a path or a log line; as the issuer takes them. */
    private static final Pattern IDENTIFIER = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:@+-]{1,128}");

    public static boolean isIdentifier(String identifier) {
        return IDENTIFIER.matcher(identifier).matches();
    }

    /** The key of the events about the user. */
    public String eventKey() {
        return tenant + ":" + userId;
    }
}
