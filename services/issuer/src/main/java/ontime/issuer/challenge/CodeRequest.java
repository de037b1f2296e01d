package ontime.issuer.challenge;

import java.time.Instant;
import java.util.Locale;
import ontime.events.Channel;
import ontime.issuer.contact.KnownContacts;
import ontime.issuer.limit.ClientIp;
import ontime.issuer.policy.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An auth service asks for a code.
 *
 * @param userId the tenant's own identifier of the person
 * @param loginId the click on Log In; null when the issuer shall make one
 * @param channel that was asked for; null leaves it to the policy
 * @param phone as somebody wrote it
 * @param email as somebody wrote it
 * @param clickedAt when the person clicked, as the caller says it
 * @param origin the site that the code is for; null for the policy's
 * @param locale the language that the person reads; null leaves it to the policy
 * @param clientIp the person's own address; null when the caller does not know it
 */
public record CodeRequest(
        String userId,
        @Nullable String loginId,
        @Nullable Channel channel,
        @Nullable String phone,
        @Nullable String email,
        @Nullable Instant clickedAt,
        @Nullable Origin origin,
        @Nullable Locale locale,
        @Nullable ClientIp clientIp) {

    CodeRequest withLogin(String named) {
        return new CodeRequest(userId, named, channel, phone, email, clickedAt, origin, locale, clientIp);
    }

    CodeRequest to(KnownContacts contacts) {
        return new CodeRequest(
                userId, loginId, channel, contacts.phone(), contacts.email(), clickedAt, origin, locale, clientIp);
    }

    /** Whether the caller says where the code goes. */
    boolean namesDestination() {
        return phone != null || email != null;
    }

    /** Without the destinations and the address. */
    @Override
    public String toString() {
        return "CodeRequest[userId=" + userId + ", loginId=" + loginId + ", channel=" + channel + "]";
    }
}
