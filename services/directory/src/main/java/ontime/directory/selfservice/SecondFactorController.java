package ontime.directory.selfservice;

import jakarta.servlet.http.HttpServletResponse;
import ontime.directory.http.QrCode;
import ontime.directory.http.Refusal;
import ontime.directory.user.Recovering;
import ontime.directory.user.RefusedException;
import ontime.directory.user.SettingUpApps;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.directory.wording.Words;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sets a user's own authenticator app up, and makes their recovery codes. */
@Controller("ownSecondFactors")
@RequestMapping("/me")
class SecondFactorController {

    private final SettingUpApps apps;
    private final Recovering recovering;
    private final RecentLogin recent;

    SecondFactorController(SettingUpApps apps, Recovering recovering, RecentLogin recent) {
        this.apps = apps;
        this.recovering = recovering;
        this.recent = recent;
    }

    /**
     * What an app has to be told.
     *
     * @param version by which this page knows its own
     * @param picture SVG, made here
     */
    record Setup(
            long version,
            String picture,
            String uri,
            String key,
            Moment expires,
            @Nullable String mistake) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Setup[...]";
        }
    }

    @GetMapping("/authenticator")
    String show(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @RequestParam(defaultValue = "0") long setup,
            Model model) {
        // One that was begun in time is shown, and confirmed.
        addSetup(setup > 0 ? OwnPageController.user(visit) : recent.user(visit), setup, null, model);
        return "me/authenticator";
    }

    private void addSetup(UserKey user, long version, @Nullable String mistake, Model model) {
        apps.offered(user, version)
                .ifPresent(offered -> model.addAttribute(
                        "setup",
                        new Setup(
                                offered.version(),
                                QrCode.svg(offered.uri()),
                                offered.uri(),
                                offered.typed(),
                                Moment.of(offered.expiresAt()),
                                mistake)));
    }

    @PostMapping("/authenticator")
    String begin(@RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit) {
        long version = apps.offer(recent.user(visit), OwnPageController.actor()).version();
        return "redirect:/me/authenticator?setup=" + version;
    }

    @PostMapping("/authenticator/confirm")
    String confirm(
            @RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit,
            @RequestParam(defaultValue = "0") long setup,
            @RequestParam(defaultValue = "") String code,
            Model model,
            HttpServletResponse response) {
        var user = OwnPageController.user(visit);
        try {
            apps.confirm(user, setup, code.replaceAll("[^0-9]", ""), OwnPageController.actor());
            return "redirect:/me?done=app";
        } catch (RefusedException e) {
            response.setStatus(Refusal.status(e));
            String mistake = e.why() == RefusedException.Why.WRONG_CODE
                    ? "This is not the code that the app shows. Type the newest one; it changes every 30 seconds. If it"
                            + " stays so, the clock of your phone may be wrong."
                    : Words.of(e);
            addSetup(user, setup, mistake, model);
            model.addAttribute("mistake", mistake);
            return "me/authenticator";
        }
    }

    @GetMapping("/recovery-codes")
    String ask(@RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit) {
        recent.user(visit);
        return "me/recovery-codes";
    }

    /** The answer to the form is the page itself: what is shown once has no address to come back to. */
    @PostMapping("/recovery-codes")
    String make(@RequestAttribute(name = VisitFilter.VISIT, required = false) @Nullable Visit visit, Model model) {
        model.addAttribute("codes", recovering.make(recent.user(visit), OwnPageController.actor()));
        return "me/recovery-codes";
    }
}
