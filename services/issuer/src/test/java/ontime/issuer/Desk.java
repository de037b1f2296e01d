package ontime.issuer;

import java.util.Optional;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.CodeRequest;
import ontime.issuer.challenge.Issued;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Resent;
import ontime.issuer.challenge.Vault;
import ontime.issuer.policy.ChannelPolicy;
import ontime.issuer.policy.LimitPolicy;
import ontime.issuer.policy.NumberPolicy;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Supersession;
import org.jspecify.annotations.Nullable;

/** An issuer behind its HTTP, so that each request can come with a policy of its own. */
final class Desk {

    static final String TENANT = "demo";

    private static final LimitPolicy UNLIMITED = new LimitPolicy(null, null, null, null, null, null, null, null);

    private final RunningIssuer issuer;

    Desk(RunningIssuer issuer) {
        this.issuer = issuer;
    }

    /**
     * The default policy with a mode of supersession, and without limits or fall-back, which have tests of their own.
     */
    static Policy policy(Supersession mode) {
        var policy = Policy.defaults();
        return policy.with(policy.codes().with(mode))
                .with(NumberPolicy.defaults().withTestNumbers(true))
                .with(new ChannelPolicy(policy.channels().order(), null))
                .with(UNLIMITED);
    }

    Challenge ask(Policy policy, String user, @Nullable String login) {
        return ask(policy, user, login, "07700 900123");
    }

    Challenge ask(Policy policy, String user, @Nullable String login, String phone) {
        var request = new CodeRequest(user, login, null, phone, "ada@example.com", null, null, null, null);
        if (issuer.bean(Issuing.class).issue(TENANT, policy, request, null) instanceof Issued.Made made) {
            return made.challenge();
        }
        throw new AssertionError("refused");
    }

    /** The code of a challenge that has just been made. */
    String code(Challenge made) {
        if (made.contents() == null) {
            throw new AssertionError("the challenge has ended");
        }
        return issuer.bean(Vault.class)
                .open(made.contents(), made.challengeId())
                .code();
    }

    Checked check(Challenge challenge, String code) {
        return issuer.bean(Checking.class)
                .check(TENANT, challenge.challengeId(), code)
                .orElseThrow();
    }

    CheckOutcome outcome(Challenge challenge, String code) {
        return check(challenge, code).outcome();
    }

    CheckOutcome checkLogin(String login, String code) {
        return issuer.bean(Checking.class)
                .checkLogin(TENANT, login, code)
                .orElseThrow()
                .outcome();
    }

    Resent resend(Policy policy, Challenge challenge, @Nullable Channel channel) {
        return issuer.bean(Resending.class).resend(TENANT, policy, challenge.challengeId(), channel);
    }

    void cancel(Challenge challenge) {
        issuer.bean(Cancelling.class).cancel(TENANT, challenge.challengeId());
    }

    Optional<Challenge> find(Challenge challenge) {
        return issuer.bean(Cancelling.class).find(TENANT, challenge.challengeId());
    }

    /** A code of the same length that is not this one. */
    static String other(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
    }
}
