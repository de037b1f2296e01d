package ontime.directory.selfservice;

import jakarta.servlet.http.HttpServletResponse;
import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.http.Refusal;
import ontime.directory.user.Base;
import ontime.directory.user.ChangingContacts;
import ontime.directory.user.ContactChange;
import ontime.directory.user.Lookup;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Adds and changes a user's own number and address: a code goes to the new one, and counts when it is entered. */
@Controller("ownContacts")
@RequestMapping("/me")
class ContactController {

    private final Lookup lookup;
    private final ChangingContacts contacts;
    private final Destinations destinations;
    private final Tenants tenants;
    private final RecentLogin recent;

    ContactController(
            Lookup lookup, ChangingContacts contacts, Destinations destinations, Tenants tenants, RecentLogin recent) {
        this.lookup = lookup;
        this.contacts = contacts;
        this.destinations = destinations;
        this.tenants = tenants;
        this.recent = recent;
    }

    /**
     * The form for a new number or address.
     *
     * @param version that it would replace
     * @param masked what is there now
     */
    record Form(
            String path,
            String name,
            boolean phone,
            long version,
            @Nullable String masked,
            String to,
            @Nullable String mistake) {

        /** Without what was typed. */
        @Override
        public String toString() {
            return "Form[" + path + ", " + version + "]";
        }
    }

    @GetMapping("/contacts/{kind}")
    String ask(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String kind,
            Model model) {
        model.addAttribute("form", form(recent.user(visit), kind(kind), "", null));
        return "me/contact";
    }

    @PostMapping("/contacts/{kind}")
    String change(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String kind,
            @RequestParam(defaultValue = "-1") long version,
            @RequestParam(defaultValue = "") String to,
            Model model,
            HttpServletResponse response) {
        var user = recent.user(visit);
        var contact = kind(kind);
        try {
            var change = contacts.ask(new ChangingContacts.Wish(
                    user, destination(user, contact, to.strip()), null, Base.of(version), OwnPageController.actor()));
            return "redirect:/me/changes/" + change.id();
        } catch (InvalidDestinationException e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("form", form(user, contact, to, Words.of(e)));
        } catch (RefusedException e) {
            response.setStatus(Refusal.status(e));
            model.addAttribute("form", form(user, contact, to, Words.of(e)));
        }
        return "me/contact";
    }

    private Destination destination(UserKey user, ContactKind kind, String typed) throws InvalidDestinationException {
        return kind == ContactKind.PHONE
                ? destinations.phone(typed, tenants.of(user.tenant()).plan())
                : destinations.email(typed);
    }

    private Form form(UserKey user, ContactKind kind, String to, @Nullable String mistake) {
        var account = lookup.find(user)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER))
                .account();
        return new Form(
                kind == ContactKind.PHONE ? "phone" : "email",
                Words.of(kind),
                kind == ContactKind.PHONE,
                account.version(kind),
                account.contact(kind)
                        .map(known ->
                                known.shown() == null ? null : known.shown().masked())
                        .orElse(null),
                to,
                mistake);
    }

    private static ContactKind kind(String name) {
        return switch (name) {
            case "phone" -> ContactKind.PHONE;
            case "email" -> ContactKind.EMAIL;
            default -> throw new RefusedException(RefusedException.Why.UNKNOWN_CONTACT);
        };
    }

    /** Where the code is entered. */
    record Proof(
            String changeId,
            String path,
            String name,
            String masked,
            Moment expires,
            @Nullable String reference,
            @Nullable String mistake) {}

    @GetMapping("/changes/{changeId}")
    String proof(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String changeId,
            Model model) {
        model.addAttribute("proof", proof(own(OwnPageController.user(visit), changeId), null));
        return "me/proof";
    }

    @PostMapping("/changes/{changeId}")
    String prove(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String changeId,
            @RequestParam(defaultValue = "") String code,
            Model model,
            HttpServletResponse response) {
        var user = OwnPageController.user(visit);
        var change = own(user, changeId);
        try {
            contacts.prove(user.tenant(), changeId, code.replaceAll("[^0-9]", ""), OwnPageController.actor());
            return "redirect:/me?done=proved";
        } catch (RefusedException e) {
            if (e.why() != RefusedException.Why.WRONG_CODE && e.why() != RefusedException.Why.ISSUER_AWAY) {
                throw e;
            }
            response.setStatus(Refusal.status(e));
            model.addAttribute("proof", proof(change, Words.of(e)));
            return "me/proof";
        }
    }

    private static Proof proof(ContactChange change, @Nullable String mistake) {
        return new Proof(
                change.id(),
                change.kind() == ContactKind.PHONE ? "phone" : "email",
                Words.of(change.kind()),
                change.shown().masked(),
                Moment.of(change.expiresAt()),
                change.reference(),
                mistake);
    }

    /** A change of this user; those of others are as unknown as none. */
    private ContactChange own(UserKey user, String changeId) {
        return lookup.find(user).stream()
                .flatMap(sight -> sight.pending().stream())
                .filter(change -> change.id().equals(changeId))
                .findFirst()
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_CHANGE));
    }
}
