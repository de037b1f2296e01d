package ontime.directory.http;

import ontime.directory.access.Caller;
import ontime.directory.user.Actor;
import ontime.events.ChangedBy;
import org.jspecify.annotations.Nullable;

/** Why somebody does something, in the body or in the header of the same name. */
record Reason(@Nullable String reason) {

    static final String HEADER = "Reason";

    /**
     * Who acts, and why.
     *
     * @throws Refusal when an administrator gives no reason: what nobody can explain later should not have been done
     */
    static Actor actor(Caller caller, @Nullable String header, @Nullable String field) {
        String given = header == null ? field : header;
        if (given == null && !caller.isAdministrator()) {
            return new Actor(ChangedBy.USER, caller.name(), null);
        }
        if (given == null || !Actor.isReason(given)) {
            throw Refusal.malformed(
                    "reason", "must be a line of 1 to 500 characters that says why, as a header or a field");
        }
        return new Actor(
                caller.isAdministrator() ? ChangedBy.ADMINISTRATOR : ChangedBy.USER, caller.name(), given.strip());
    }
}
