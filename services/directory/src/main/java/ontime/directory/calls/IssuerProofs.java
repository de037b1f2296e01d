package ontime.directory.calls;

import static ontime.directory.user.RefusedException.Why;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import ontime.directory.destination.Destination;
import ontime.directory.user.Proofs;
import ontime.directory.user.RefusedException;
import ontime.directory.user.UserKey;
import ontime.events.Channel;
import ontime.events.ContactKind;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Proves destinations with codes of the issuer, over its API: what counts for a login counts for a proof. */
public final class IssuerProofs implements Proofs {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerProofs.class);

    /** It is shown on pages. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Z0-9]{2}");

    private final IssuerAccess issuer;
    private final Json json;

    public IssuerProofs(IssuerAccess issuer, JsonMapper json, Spans spans, InstantSource clock) {
        this.issuer = issuer;
        this.json = new Json(json, spans, clock);
    }

    @Override
    public Sent send(UserKey user, Destination to, String name, @Nullable String locale) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("userId", user.userId());
        fields.put("loginId", name);
        // Over no other channel: a code that went by mail would prove nothing of a phone.
        fields.put("channel", (to.kind() == ContactKind.PHONE ? Channel.SMS : Channel.EMAIL).name());
        fields.put(to.kind() == ContactKind.PHONE ? "phone" : "email", to.whole());
        if (locale != null) {
            fields.put("locale", locale);
        }
        var answer = call(user.tenant(), "", json.write(fields));
        return switch (answer.status()) {
            case 201 -> sent(answer);
            case 403, 409, 422 -> throw new RefusedException(Why.CANNOT_BE_PROVED, reason(answer));
            case 429 -> throw new RefusedException(Why.LIMITED, seconds(answer));
            default -> throw away(answer);
        };
    }

    private Sent sent(Json.Answer answer) {
        try {
            String reference = answer.text("reference");
            return new Sent(
                    answer.text("challengeId"),
                    Instant.parse(answer.text("expiresAt")),
                    REFERENCE.matcher(reference).matches() ? reference : null);
        } catch (DateTimeException e) {
            throw away(answer);
        }
    }

    @Override
    public void check(String tenant, String challengeId, String code) {
        var answer = call(tenant, "/" + challengeId + "/check", json.write(Map.of("code", code)));
        switch (answer.status()) {
            case 200 -> requireVerified(answer);
            case 400 -> throw new RefusedException(Why.WRONG_CODE);
            case 404 -> throw new RefusedException(Why.EXPIRED);
            case 429 -> throw new RefusedException(Why.LIMITED, seconds(answer));
            default -> throw away(answer);
        }
    }

    private static void requireVerified(Json.Answer answer) {
        switch (answer.text("outcome")) {
            case "VERIFIED" -> {}
            case "ALREADY_USED" -> throw new RefusedException(Why.SETTLED, "ALREADY_USED");
            case "EXPIRED" -> throw new RefusedException(Why.EXPIRED);
            case "LOCKED" -> throw new RefusedException(Why.LOCKED);
            default ->
                throw new RefusedException(
                        Why.WRONG_CODE, answer.body().path("attemptsLeft").asString(""));
        }
    }

    /** Proofs go anywhere and log nobody in, and so take an administrator's key. */
    private Json.Answer call(String tenant, String path, String body) {
        var credential = issuer.adminCredential(tenant);
        if (credential.isEmpty()) {
            LOG.error("{} has no issuer-admin-key, so that nothing can be proved", tenant);
            throw new RefusedException(Why.ISSUER_AWAY);
        }
        try {
            return json.post("issuer", issuer.at("/v1/contact-proofs" + path), credential.get(), body);
        } catch (IOException e) {
            LOG.warn("the issuer does not answer: {}", e.getClass().getSimpleName());
            throw new RefusedException(Why.ISSUER_AWAY);
        }
    }

    private static RefusedException away(Json.Answer answer) {
        LOG.warn("the issuer answered with {} {}", answer.status(), answer.text("type"));
        return new RefusedException(Why.ISSUER_AWAY);
    }

    private static String reason(Json.Answer answer) {
        String reason = answer.text("reason");
        return reason.isEmpty() ? answer.text("type") : reason;
    }

    private static String seconds(Json.Answer answer) {
        return answer.retryAfter().isEmpty() ? "30" : answer.retryAfter();
    }
}
