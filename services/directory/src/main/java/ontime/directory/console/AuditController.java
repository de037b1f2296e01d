package ontime.directory.console;

import java.util.List;
import ontime.directory.access.Person;
import ontime.directory.user.Watching;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what, to whom and why. */
@Controller
class AuditController {

    private static final int SHOWN = 50;

    private final Watching watching;

    AuditController(Watching watching) {
        this.watching = watching;
    }

    /** @param before for the next page; null on the last one */
    record Page(
            String user, List<AuditLine> lines, @Nullable Long before) {}

    @GetMapping("/audit")
    String audit(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        String about = user.strip();
        var found = watching.audit(person.tenant(), person.name(), about.isEmpty() ? null : about, before, SHOWN + 1);
        var lines = found.stream().limit(SHOWN).map(AuditLine::of).toList();
        model.addAttribute(
                "page",
                new Page(about, lines, found.size() > SHOWN ? lines.getLast().number() : null));
        return "audit";
    }
}
