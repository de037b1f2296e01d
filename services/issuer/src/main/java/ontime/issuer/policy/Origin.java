package ontime.issuer.policy;

import java.util.regex.Pattern;

/**
 * The site that a code is for. Being a host name, it can neither end a line of a message nor open a tag in one.
 *
 * @param host a host name (RFC 1123) of at most {@value #LONGEST} characters, so that an SMS that ends in it fits one
 *     segment
 */
public record Origin(String host) {

    public static final int LONGEST = 60;

    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?" + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    public Origin {
        if (!isValid(host)) {
            throw new IllegalArgumentException("origin must be a host name of at most " + LONGEST + " characters");
        }
    }

    public static boolean isValid(String host) {
        return host.length() <= LONGEST && HOST.matcher(host).matches();
    }

    @Override
    public String toString() {
        return host;
    }
}
