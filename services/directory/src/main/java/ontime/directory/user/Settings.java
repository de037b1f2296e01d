package ontime.directory.user;

import java.time.Instant;
import ontime.events.AccountSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant wants of all its users.
 *
 * @param revision 0 until somebody has changed it
 * @param twoStepRequired whether a user without a method is to set one up before they may go on
 * @param enrolmentUrl where a user does that
 */
public record Settings(
        String tenant,
        long revision,
        boolean twoStepRequired,
        @Nullable String enrolmentUrl,
        Instant changedAt) {

    public static Settings initial(String tenant, Instant now) {
        return new Settings(tenant, 0, false, null, now);
    }

    AccountSettings event(String eventId) {
        return AccountSettings.newBuilder()
                .setEventId(eventId)
                .setTenant(tenant)
                .setRevision(revision)
                .setTwoStepRequired(twoStepRequired)
                .setEnrolmentUrl(enrolmentUrl)
                .setChangedAt(changedAt)
                .build();
    }
}
