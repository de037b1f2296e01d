package ontime.issuer.policy;

import java.util.ArrayList;
import ontime.events.Channel;

/** Looks for what the records of a policy cannot see, each for itself. */
public final class PolicyCheck {

    private final WordingCheck wording;

    public PolicyCheck(WordingCheck wording) {
        this.wording = wording;
    }

    /** What makes the policy unusable, and what works but is likely not meant. */
    public WordingCheck.Findings check(Policy policy) {
        var findings = wording.check(policy.wording());
        var warnings = new ArrayList<>(findings.warnings());
        if (policy.channels().fallback() != null && policy.channels().order().size() == 1) {
            warnings.add("channels.fallback has no effect: channels.order names a single channel");
        }
        if (policy.channels().uses(Channel.SMS)
                && policy.numbers().smsCountries().isEmpty()) {
            warnings.add("numbers.smsCountries is empty: no code goes by SMS");
        }
        if (policy.numbers().testNumbers()) {
            warnings.add("numbers.testNumbers takes numbers that belong to nobody: never in production");
        }
        return new WordingCheck.Findings(findings.problems(), warnings);
    }
}
