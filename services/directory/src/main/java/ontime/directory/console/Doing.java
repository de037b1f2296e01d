package ontime.directory.console;

import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.following.Reconciling;
import ontime.directory.user.Actor;
import ontime.directory.user.Administering;
import ontime.directory.user.ChangingContacts;
import ontime.directory.user.Registering;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import org.springframework.stereotype.Component;

/** Does what an administrator has decided on. */
@Component
final class Doing {

    private final ChangingContacts contacts;
    private final Administering administering;
    private final Registering registering;
    private final Reconciling reconciling;
    private final Destinations destinations;
    private final Tenants tenants;

    Doing(
            ChangingContacts contacts,
            Administering administering,
            Registering registering,
            Reconciling reconciling,
            Destinations destinations,
            Tenants tenants) {
        this.contacts = contacts;
        this.administering = administering;
        this.registering = registering;
        this.reconciling = reconciling;
        this.destinations = destinations;
        this.tenants = tenants;
    }

    /** Gives what the user's page says then, by its name there. */
    String act(UserKey user, DeedForm form, Actor actor) throws InvalidDestinationException {
        return switch (form.deed()) {
            case Deed.Change change -> change(user, change.kind(), form, actor);
            case Deed.Remove remove -> {
                contacts.remove(user, remove.kind(), form.base(), actor);
                yield remove.done();
            }
            case Deed.RemoveMethod remove -> {
                administering.remove(user, remove.method(), actor);
                yield remove.done();
            }
            case Deed.Whole whole -> {
                act(user, whole, actor);
                yield whole.done();
            }
        };
    }

    private String change(UserKey user, ContactKind kind, DeedForm form, Actor actor)
            throws InvalidDestinationException {
        var wish = new ChangingContacts.Wish(
                user, destination(user, kind, form.value("to")), form.until(), form.base(), actor);
        if (form.isVouched()) {
            contacts.vouch(wish);
            return form.deed().done();
        }
        contacts.ask(wish);
        return "sent";
    }

    private Destination destination(UserKey user, ContactKind kind, String typed) throws InvalidDestinationException {
        return kind == ContactKind.PHONE
                ? destinations.phone(typed, tenants.of(user.tenant()).plan())
                : destinations.email(typed);
    }

    private void act(UserKey user, Deed.Whole deed, Actor actor) {
        switch (deed) {
            case COMPARE -> reconciling.reconcile(user, actor);
            case RESET -> administering.reset(user, actor);
            case SESSIONS -> administering.revokeSessions(user, actor);
            case DELETE -> registering.erase(user, actor);
        }
    }
}
