package ontime.directory.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import ontime.directory.user.Actor;
import ontime.directory.user.Administering;
import ontime.directory.user.Lookup;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.directory.wording.Words;
import ontime.events.ChangedBy;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows users their own ways to log in, and takes one away. */
@Controller
@RequestMapping("/me")
class OwnPageController {

    /** What can be in the address, so that nobody makes a page say something else. */
    private static final Map<String, String> DONE = Map.of(
            "proved",
                    "The code was right. We use this one as soon as it says so below; where codes went before is told.",
            "removed", "Removed.",
            "app", "Your authenticator app is set up.");

    private final Lookup lookup;
    private final Tenants tenants;
    private final Administering administering;
    private final RecentLogin recent;
    private final InstantSource clock;

    OwnPageController(
            Lookup lookup, Tenants tenants, Administering administering, RecentLogin recent, InstantSource clock) {
        this.lookup = lookup;
        this.tenants = tenants;
        this.administering = administering;
        this.recent = recent;
        this.clock = clock;
    }

    static UserKey user(@Nullable Visit visit) {
        if (visit == null) {
            throw new NoVisitException();
        }
        return visit.user();
    }

    static Actor actor() {
        return new Actor(ChangedBy.USER, "self-service", null);
    }

    @GetMapping
    String show(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @RequestParam(required = false) @Nullable String done,
            HttpServletRequest request,
            Model model) {
        if (visit == null) {
            VisitFilter.ended(request).ifPresent(why -> model.addAttribute(why, true));
            return "me/start";
        }
        var user = visit.user();
        if (!recent.is(visit)) {
            model.addAttribute("again", true);
            model.addAttribute("url", recent.url(visit));
        }
        model.addAttribute(
                "page",
                OwnPage.of(
                        lookup.find(user).orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER)),
                        visit,
                        tenants.of(user.tenant()),
                        lookup.settings(user.tenant()).twoStepRequired(),
                        lookup.recoveryCodes(user),
                        done == null ? null : DONE.get(done),
                        clock.instant()));
        return "me/page";
    }

    @GetMapping("/methods/{method}/remove")
    String ask(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String method,
            Model model) {
        recent.user(visit);
        model.addAttribute("method", method(method).name());
        model.addAttribute("name", Words.of(method(method)));
        return "me/remove";
    }

    @PostMapping("/methods/{method}/remove")
    String remove(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @PathVariable String method) {
        administering.remove(recent.user(visit), method(method), actor());
        return "redirect:/me?done=removed";
    }

    private static MethodKind method(String name) {
        return switch (name) {
            case "SMS" -> MethodKind.SMS;
            case "EMAIL" -> MethodKind.EMAIL;
            case "TOTP" -> MethodKind.TOTP;
            case "RECOVERY_CODE" -> MethodKind.RECOVERY_CODE;
            default -> throw new RefusedException(RefusedException.Why.UNKNOWN_METHOD);
        };
    }
}
