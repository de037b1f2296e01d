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

    /** One of what is asked for: without quotes it is no tag, and would match nothing without anybody knowing why. */
    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e]*\"";

    private static final Pattern FORM = Pattern.compile("\\s*(?:\\*|" + TAG + "(?:\\s*,\\s*" + TAG + ")*+)\\s*");

    private IfMatch() {}

    /** @throws Refusal when the caller does not say, or says what is no version at all */
    static Base read(@Nullable String header) {
        if (header == null) {
            throw Refusal.unconditional();
        }
        if (!FORM.matcher(header).matches()) {
            throw Refusal.malformedHeader("If-Match", "must be a version in quotes such as \"3\", or *");
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
