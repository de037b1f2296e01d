package ontime.directory.console;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import ontime.directory.access.Person;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.http.Refusal;
import ontime.directory.user.Account;
import ontime.directory.user.Actor;
import ontime.directory.user.ChangingContacts;
import ontime.directory.user.Lookup;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Registering;
import ontime.directory.user.UserKey;
import ontime.directory.wording.Words;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What an administrator does to a user: a page says what will happen and asks why, and what was done is said on the
 * user's page. What is wrong is said on the form, which keeps what was typed.
 */
@Controller
class DeedsController {

    private static final String NO_REASON = "Say why, in one line of at most 500 characters: whoever reads the audit"
            + " wants to know. Nothing was done.";

    private final Lookup lookup;
    private final Doing doing;
    private final Registering registering;
    private final ChangingContacts contacts;

    DeedsController(Lookup lookup, Doing doing, Registering registering, ChangingContacts contacts) {
        this.lookup = lookup;
        this.doing = doing;
        this.registering = registering;
        this.contacts = contacts;
    }

    static Actor actor(Person person, @Nullable String reason) {
        return new Actor(ChangedBy.ADMINISTRATOR, person.name(), reason == null ? null : reason.strip());
    }

    @GetMapping("/users/{userId}/actions/{deed}")
    String ask(
            @AuthenticationPrincipal Person person,
            @PathVariable String userId,
            @PathVariable String deed,
            @RequestParam Map<String, String> address,
            Model model) {
        model.addAttribute("form", form(Names.user(person, userId), deed, address));
        return "deed";
    }

    @PostMapping("/users/{userId}/actions/{deed}")
    String act(
            @AuthenticationPrincipal Person person,
            @PathVariable String userId,
            @PathVariable String deed,
            @RequestParam Map<String, String> sent,
            Model model,
            HttpServletResponse response) {
        var user = Names.user(person, userId);
        var form = form(user, deed, sent);
        if (!Actor.isReason(sent.get("reason"))) {
            return again(form, NO_REASON, HttpStatus.BAD_REQUEST.value(), model, response);
        }
        if (form.isDelete() && !sent.containsKey("sure")) {
            return again(
                    form, "Say that you are sure. Nothing was done.", HttpStatus.BAD_REQUEST.value(), model, response);
        }
        try {
            String done = doing.act(user, form, actor(person, sent.get("reason")));
            return form.isDelete() ? "redirect:/?deleted" : "redirect:/users/{userId}?done=" + done;
        } catch (InvalidDestinationException e) {
            return again(form, Words.of(e), HttpStatus.UNPROCESSABLE_CONTENT.value(), model, response);
        } catch (DateTimeException e) {
            return again(form, "The end is no time.", HttpStatus.BAD_REQUEST.value(), model, response);
        } catch (RefusedException e) {
            // The contact as it is by now stands on the form, so that the person can decide again.
            return again(form(user, deed, sent), Words.of(e), Refusal.status(e), model, response);
        }
    }

    private static String again(DeedForm form, String mistake, int status, Model model, HttpServletResponse response) {
        response.setStatus(status);
        model.addAttribute("form", form.with(mistake));
        return "deed";
    }

    private DeedForm form(UserKey user, String path, Map<String, String> typed) {
        var account = lookup.find(user)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER))
                .account();
        var deed = Deed.of(path).orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_CHANGE));
        return new DeedForm(user.userId(), deed, contact(account, deed), typed, null);
    }

    private static DeedForm.@Nullable Contact contact(Account account, Deed deed) {
        return switch (deed) {
            case Deed.Change change -> contact(account, change.kind());
            case Deed.Remove remove -> contact(account, remove.kind());
            case Deed.RemoveMethod _ -> null;
            case Deed.Whole _ -> null;
        };
    }

    private static DeedForm.Contact contact(Account account, ContactKind kind) {
        var known = account.contact(kind);
        return new DeedForm.Contact(
                kind,
                account.version(kind),
                known.map(one -> one.shown() == null ? null : one.shown().masked())
                        .orElse(null));
    }

    /** The user reads the code out, on the phone. */
    @PostMapping("/users/{userId}/changes/{changeId}")
    String prove(
            @AuthenticationPrincipal Person person,
            @PathVariable String userId,
            @PathVariable String changeId,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String reason) {
        var user = Names.user(person, userId);
        if (!Actor.isReason(reason)) {
            return "redirect:/users/{userId}?done=unexplained";
        }
        boolean waiting = lookup.find(user).stream()
                .flatMap(sight -> sight.pending().stream())
                .anyMatch(change -> change.id().equals(changeId));
        if (!waiting) {
            throw new RefusedException(RefusedException.Why.UNKNOWN_CHANGE);
        }
        contacts.prove(user.tenant(), changeId, code.replaceAll("[^0-9]", ""), actor(person, reason));
        return "redirect:/users/{userId}?done=proved";
    }

    @PostMapping("/users")
    String add(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String userId,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        var user = Names.user(person, userId);
        if (!Actor.isReason(reason)) {
            model.addAttribute("mistake", NO_REASON);
            model.addAttribute("page", new UsersController.Found(userId, List.of(), null, true));
            return "users";
        }
        registering.put(user, null, actor(person, reason));
        return "redirect:/users/" + user.userId() + "?done=added";
    }
}
