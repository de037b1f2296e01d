package ontime.directory.console;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import ontime.directory.access.Person;
import ontime.directory.http.Refusal;
import ontime.directory.user.Actor;
import ontime.directory.user.Administering;
import ontime.directory.user.Base;
import ontime.directory.user.Lookup;
import ontime.directory.user.RefusedException;
import ontime.directory.wording.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is wanted of all users. */
@Controller
@RequestMapping("/settings")
class SettingsController {

    private static final int LONGEST_URL = 500;

    private final Lookup lookup;
    private final Administering administering;

    SettingsController(Lookup lookup, Administering administering) {
        this.lookup = lookup;
        this.administering = administering;
    }

    /** What the page shows. */
    record Form(
            long version,
            boolean twoStepRequired,
            String enrolmentUrl,
            String reason,
            @Nullable String mistake,
            boolean done) {}

    @GetMapping
    String show(
            @AuthenticationPrincipal Person person,
            @RequestParam(required = false) @Nullable String done,
            Model model) {
        model.addAttribute("form", form(person, null, done != null));
        return "settings";
    }

    private Form form(Person person, @Nullable String mistake, boolean done) {
        var settings = lookup.settings(person.tenant());
        String url = settings.enrolmentUrl();
        return new Form(settings.revision(), settings.twoStepRequired(), url == null ? "" : url, "", mistake, done);
    }

    @PostMapping
    String change(
            @AuthenticationPrincipal Person person,
            @RequestParam long version,
            @RequestParam(defaultValue = "false") boolean twoStepRequired,
            @RequestParam(defaultValue = "") String enrolmentUrl,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            HttpServletResponse response) {
        String url = enrolmentUrl.strip();
        String mistake = !Actor.isReason(reason)
                ? "Say why, in one line. Nothing was changed."
                : !url.isEmpty() && !isSecure(url)
                        ? "The address must begin with https://. Nothing was changed."
                        : null;
        if (mistake != null) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("form", new Form(version, twoStepRequired, url, reason, mistake, false));
            return "settings";
        }
        try {
            administering.change(
                    person.tenant(),
                    twoStepRequired,
                    url.isEmpty() ? null : url,
                    Base.of(version),
                    DeedsController.actor(person, reason));
            return "redirect:/settings?done";
        } catch (RefusedException e) {
            response.setStatus(Refusal.status(e));
            model.addAttribute("form", form(person, Words.of(e), false));
            return "settings";
        }
    }

    private static boolean isSecure(String given) {
        try {
            var url = URI.create(given);
            return "https".equals(url.getScheme()) && url.getHost() != null && given.length() <= LONGEST_URL;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
