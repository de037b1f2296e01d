package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import java.util.function.UnaryOperator;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.json.MalformedPolicyException;
import ontime.issuer.json.PolicyJson;
import ontime.issuer.policy.InvalidPolicyException;
import ontime.issuer.policy.Policies;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.PolicyCheck;
import ontime.issuer.policy.PolicyVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows and changes the policy of the tenant that the credential belongs to. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1/policy", produces = MediaType.APPLICATION_JSON_VALUE)
final class PolicyController {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Policies policies;
    private final PolicyJson json;
    private final PolicyCheck check;

    PolicyController(Policies policies, PolicyJson json, PolicyCheck check) {
        this.policies = policies;
        this.json = json;
        this.check = check;
    }

    @GetMapping
    @Operation(summary = "The policy in force, or any version of it (ADMIN)")
    ResponseEntity<ObjectNode> show(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestParam(required = false) @Nullable Integer version) {
        if (version == null) {
            return answer(current(caller));
        }
        return answer(policies.find(caller.tenant(), version).orElseThrow(() -> Refusal.unknown("version")));
    }

    @GetMapping("/versions")
    @Operation(summary = "Who has changed the policy, when and why, the newest first (ADMIN)")
    PolicyAnswer.Versions versions(@RequestAttribute(CredentialFilter.CALLER) Caller caller) {
        return new PolicyAnswer.Versions(policies.changes(caller.tenant()).stream()
                .map(PolicyAnswer.Version::of)
                .toList());
    }

    @Operation(summary = "Replaces the policy that If-Match names (ADMIN)")
    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ObjectNode> replace(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody JsonNode body) {
        var change = PolicyChange.of(reason, body);
        return change(caller, ifMatch, change.reason(), _ -> json.read(change.document()));
    }

    /** As JSON merge patch (RFC 7396), also under JSON's own type, which is what most clients send. */
    @Operation(summary = "Changes what it names of the policy: a JSON merge patch (ADMIN)")
    @PatchMapping(consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<ObjectNode> patch(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody JsonNode body) {
        var change = PolicyChange.of(reason, body);
        return change(caller, ifMatch, change.reason(), old -> json.patch(old, change.document()));
    }

    private ResponseEntity<ObjectNode> change(
            Caller caller, @Nullable String ifMatch, String reason, UnaryOperator<Policy> change) {
        PolicyVersion old = current(caller);
        PolicyTag.requireMatch(ifMatch, old);
        Policy policy = workable(change, old.policy());
        if (policy.equals(old.policy())) {
            // A version says that something has changed, by whom and why.
            return answer(old);
        }
        return policies.change(caller.tenant(), old.version(), policy, caller.name(), reason)
                .map(this::answer)
                .orElseThrow(Refusal::changedMeanwhile);
    }

    /** As the database has it: another replica may have changed it within the last second. */
    private PolicyVersion current(Caller caller) {
        policies.refresh();
        return policies.currentVersion(caller.tenant());
    }

    private Policy workable(UnaryOperator<Policy> change, Policy old) {
        try {
            Policy policy = change.apply(old);
            var problems = check.check(policy).problems();
            if (!problems.isEmpty()) {
                throw Refusal.invalidPolicy(problems);
            }
            return policy;
        } catch (MalformedPolicyException e) {
            throw Refusal.malformed(e);
        } catch (InvalidPolicyException e) {
            throw Refusal.invalidPolicy(e);
        }
    }

    private ResponseEntity<ObjectNode> answer(PolicyVersion version) {
        Policy policy = version.policy();
        return ResponseEntity.ok()
                .eTag(PolicyTag.of(version))
                .body(PolicyAnswer.of(
                        version, json.tree(policy), check.check(policy).warnings()));
    }
}
