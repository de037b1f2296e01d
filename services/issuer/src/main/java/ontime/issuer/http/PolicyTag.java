package ontime.issuer.http;

import ontime.issuer.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/** The version of a policy as an entity tag (RFC 9110 section 8.8.3), by which two administrators notice each other. */
final class PolicyTag {

    private PolicyTag() {}

    static String of(PolicyVersion version) {
        return "\"" + version.version() + "\"";
    }

    /** @throws Refusal when the caller does not say what it changes, or says another version */
    static void requireMatch(@Nullable String ifMatch, PolicyVersion current) {
        if (ifMatch == null) {
            throw Refusal.unconditional();
        }
        boolean matches = ETag.parse(ifMatch).stream()
                .anyMatch(tag -> tag.isWildcard() || tag.formattedTag().equals(of(current)));
        if (!matches) {
            throw Refusal.changedMeanwhile();
        }
    }
}
