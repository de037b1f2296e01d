package ontime.history.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.actions.Order;
import ontime.history.actions.Reason;
import ontime.history.actions.Result;
import ontime.history.audit.Action;
import ontime.history.facts.Challenge;
import ontime.history.facts.Login;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Actions on a login: a page that says what will happen and asks why, and one that says what came of it. The answer to
 * a form is the second page itself: sent again, it is the same order, and done once.
 */
@Controller
@RequestMapping("/logins/{loginId}/actions/{kind}")
class ActionsController {

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    private final Actions actions;
    private final ActionForms forms;
    private final Witness witness;

    ActionsController(Actions actions, ActionForms forms, Witness witness) {
        this.actions = actions;
        this.forms = forms;
        this.witness = witness;
    }

    /** A destination that was shown, or a form with a key, must not come back from a cache. */
    @ModelAttribute
    void keepNothing(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    }

    @GetMapping
    @Needs(Right.ACT)
    String ask(
            @PathVariable String loginId,
            @PathVariable String kind,
            @RequestParam Map<String, String> address,
            @AuthenticationPrincipal HistoryUser user,
            Model model) {
        var login = login(loginId, user);
        model.addAttribute("form", form(login, kind(kind, login, user), address, user));
        return "action";
    }

    @PostMapping
    @Needs(Right.ACT)
    String act(
            @PathVariable String loginId,
            @PathVariable String kind,
            @RequestParam Map<String, String> sent,
            @AuthenticationPrincipal HistoryUser user,
            Model model) {
        var login = login(loginId, user);
        var wanted = kind(kind, login, user);
        var typed = sent.getOrDefault("reason", "");
        var key = sent.getOrDefault("key", "");
        var reason = Reason.of(typed);
        var order = order(wanted, login, sent);
        if (reason.isEmpty() || order.isEmpty() || !KEY.matcher(key).matches()) {
            var mistake = reason.isEmpty()
                    ? "Say why, in a few words: it is kept with your name."
                    : "Choose what it is to be done to, and confirm again.";
            model.addAttribute("form", form(login, wanted, sent, user).with(mistake, typed));
            return "action";
        }
        var result = actions.act(login, user, order.get(), reason.get(), key);
        if (order.get() instanceof Order.Reveal && result instanceof Result.Unanswered(boolean heard) && heard) {
            // What is shown once cannot be asked for again under the same key: the issuer may have shown it already.
            var late = "The issuer did not answer in time. Confirm again to ask anew: it counts as another look.";
            model.addAttribute("form", form(login, wanted, sent, user).with(late, typed));
            return "action";
        }
        model.addAttribute("form", forms.again(login, wanted, sent, key));
        model.addAttribute("outcome", ActionOutcome.of(result, mask(login, order.get())));
        return "action-done";
    }

    private Login login(String loginId, HistoryUser user) {
        var found = actions.find(loginId, user);
        witness.asked(user, Action.LOOKED_UP, loginId, found);
        return found.orElseThrow(ActionsController::notHere);
    }

    /** Which action it is, for somebody who may. */
    private ActionKind kind(String name, Login login, HistoryUser user) {
        var kind = ActionKind.named(name).orElseThrow(ActionsController::notHere);
        if (!actions.arePossible()) {
            throw notHere();
        }
        if (!user.may(kind.right(), login.tenant())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return kind;
    }

    private ActionForm form(Login login, ActionKind kind, Map<String, String> address, HistoryUser user) {
        return switch (kind) {
            case RESEND -> {
                var challenge = challenge(login, address);
                yield forms.resend(login, challenge, actions.pauseEnds(login, user, challenge));
            }
            case CANCEL -> forms.cancel(login, challenge(login, address));
            case REVEAL -> forms.reveal(login, challenge(login, address), channel(address));
            case LIFT_SUPPRESSION -> forms.lift(login, actions.suppressions(login, user));
        };
    }

    /** What stands in the place of a whole destination when it is hidden again. */
    private static String mask(Login login, Order order) {
        return login.challenges().stream()
                .filter(challenge -> order instanceof Order.Reveal reveal
                        && challenge.challengeId().equals(reveal.challengeId()))
                .map(challenge -> ActionForms.masked(challenge, ((Order.Reveal) order).channel()))
                .findFirst()
                .orElse("");
    }

    /** Empty when it does not say what it is to be done to. */
    private Optional<Order> order(ActionKind kind, Login login, Map<String, String> sent) {
        var channel = channel(sent);
        return switch (kind) {
            case RESEND ->
                Optional.ofNullable(channel)
                        .map(over -> new Order.Resend(challenge(login, sent).challengeId(), over));
            case CANCEL -> Optional.of(new Order.Cancel(challenge(login, sent).challengeId()));
            case REVEAL ->
                Optional.ofNullable(channel)
                        .map(over -> new Order.Reveal(challenge(login, sent).challengeId(), over));
            case LIFT_SUPPRESSION ->
                Optional.ofNullable(sent.get("suppression"))
                        .filter(id -> actions.isOfUser(login, id))
                        .map(Order.LiftSuppression::new);
        };
    }

    private static Challenge challenge(Login login, Map<String, String> address) {
        return login.challenges().stream()
                .filter(challenge -> challenge.challengeId().equals(address.get("challenge")))
                .findFirst()
                .orElseThrow(ActionsController::notHere);
    }

    private static @Nullable Channel channel(Map<String, String> address) {
        return switch (address.getOrDefault("channel", "")) {
            case "SMS" -> Channel.SMS;
            case "EMAIL" -> Channel.EMAIL;
            default -> null;
        };
    }

    private static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
