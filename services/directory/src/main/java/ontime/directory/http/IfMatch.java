package ontime.directory.http;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import ontime.directory.user.Base;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/** Which version a change was made from (RFC 9110 section 13.1.1). */
final class IfMatch {

    private static final Pattern VERSION = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private IfMatch() {}

    /** @throws Refusal when the caller does not say */
    static Base read(@Nullable String header) {
        if (header == null) {
            throw Refusal.unconditional();
        }
        Set<Long> versions = new HashSet<>();
        for (var tag : ETag.parse(header)) {
            if (tag.isWildcard()) {
                return new Base(Set.of(), true);
            }
            // Any other tag is one that we have never given, and matches nothing.
            var version = VERSION.matcher(tag.formattedTag());
            if (version.matches()) {
                versions.add(Long.valueOf(version.group(1)));
            }
        }
        return new Base(versions, false);
    }
}
