package ontime.history.access;

import ontime.history.HistorySettings;
import ontime.history.SignInSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where people log in. */
@Controller
class WelcomeController {

    private final Ways ways;

    WelcomeController(HistorySettings settings, SignInSettings signIn) {
        this.ways = Ways.of(settings, signIn);
    }

    /**
     * The ways in.
     *
     * @param password whether somebody has one here
     * @param provider what the provider is called; null where there is none
     */
    record Ways(boolean password, @Nullable String provider, String begin) {

        static Ways of(HistorySettings settings, SignInSettings signIn) {
            var provider = signIn.issuerUri() == null ? null : signIn.name();
            return new Ways(!settings.users().isEmpty() || provider == null, provider, SignIn.BEGIN);
        }
    }

    @GetMapping("/login")
    String welcome(Model model) {
        model.addAttribute("ways", ways);
        return "welcome";
    }
}
