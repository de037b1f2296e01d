package ontime.directory.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/**
 * Where a store is, and how it names our users.
 *
 * @param base without a slash at its end
 * @param user their name there, with {@code {userId}} in place of ours
 */
public record StoreAddress(URI base, String user) {

    private static final String OURS = "{userId}";

    public StoreAddress {
        if (!user.contains(OURS)) {
            throw new IllegalArgumentException("the name of users at a store outside must hold " + OURS);
        }
        String text = base.toString();
        if (text.endsWith("/")) {
            base = URI.create(text.substring(0, text.length() - 1));
        }
    }

    String nameOf(String userId) {
        return user.replace(OURS, userId);
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    /** Text as a part of a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
