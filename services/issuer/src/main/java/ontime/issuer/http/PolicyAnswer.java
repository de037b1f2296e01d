package ontime.issuer.http;

import java.util.List;
import ontime.issuer.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A policy as administrators see it: its own members, and around them how it came to be. */
final class PolicyAnswer {

    private PolicyAnswer() {}

    /**
     * One of a tenant's policies.
     *
     * @param at null for version 0, which is the configuration
     */
    record Version(int version, @Nullable String at, String by, String reason) {

        static Version of(PolicyVersion.Change change) {
            String at = change.at() == null ? null : Answers.format(change.at());
            return new Version(change.version(), at, change.by(), change.reason());
        }
    }

    /** @param versions newest first */
    record Versions(List<Version> versions) {}

    /** @param warnings of what works but is likely not meant */
    static ObjectNode of(PolicyVersion policy, ObjectNode members, List<String> warnings) {
        var version = Version.of(policy.change());
        var answer = JsonNodeFactory.instance.objectNode().put("version", version.version());
        answer.putObject("changed")
                .put("at", version.at())
                .put("by", version.by())
                .put("reason", version.reason());
        answer.setAll(members);
        warnings.forEach(answer.putArray("warnings")::add);
        return answer;
    }
}
