package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import ontime.events.AccountSettings;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import ontime.events.UserErased;
import ontime.issuer.challenge.Erasing;
import ontime.issuer.challenge.Revoking;
import ontime.issuer.contact.Following;
import org.apache.avro.specific.SpecificRecord;

/** Follows {@code otp.contacts}, and on {@code otp.accounts} what no state of a user can tell. */
final class ContactHandler implements EventHandler {

    private final Following following;
    private final Revoking revoking;
    private final Erasing erasing;

    ContactHandler(Following following, Revoking revoking, Erasing erasing) {
        this.following = following;
        this.revoking = revoking;
        this.erasing = erasing;
    }

    @Override
    public void handle(SpecificRecord event) throws UnusableEventException {
        switch (event) {
            case ContactBook book -> follow(book);
            case AccountSettings settings -> following.follow(settings);
            case ContactChanged changed -> {
                // Every other change is in the state of the user that comes with it.
                if (changed.getMaskedDestination() == null) {
                    following.end(changed);
                }
            }
            case UserErased erased -> erasing.erase(erased.getTenant(), erased.getUserId(), erased.getErasedAt());
            // Of what the user has from now on the states tell; this, of what must not be entered any more.
            case MethodsReset reset ->
                revoking.revoke(reset.getTenant(), reset.getUserId(), reset.getRemoved(), reset.getResetAt());
            // Sessions are the auth services' affair; the rest is told by followers.
            case SessionsRevoked _ -> {}
            case ContactApplied _ -> {}
            default ->
                throw new UnusableEventException(
                        "unexpected event " + event.getSchema().getName());
        }
    }

    private void follow(ContactBook book) throws UnusableEventException {
        List<String> flaws = following.follow(book);
        if (!flaws.isEmpty()) {
            throw new UnusableEventException(String.join("; ", flaws));
        }
    }

    /** A tombstone: the user has been erased. Settings of a tenant, whose keys have no colon, are never taken away. */
    @Override
    public void handleTombstone(byte[] key, Instant since) throws UnusableEventException {
        String name = new String(key, UTF_8);
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw new UnusableEventException("a tombstone of no user");
        }
        erasing.erase(name.substring(0, colon), name.substring(colon + 1), since);
    }
}
