package ontime.history.console;

import java.time.InstantSource;
import java.util.Map;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog;
import ontime.history.rights.Right;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a lead reads who has looked at what. */
@Controller
class AuditPageController {

    private final AuditLog audit;
    private final Witness witness;
    private final InstantSource clock;

    AuditPageController(AuditLog audit, Witness witness, InstantSource clock) {
        this.audit = audit;
        this.witness = witness;
        this.clock = clock;
    }

    @GetMapping("/audit")
    @Needs(Right.READ_AUDIT)
    String audit(@RequestParam Map<String, String> address, @AuthenticationPrincipal HistoryUser user, Model model) {
        var form = AuditForm.of(address);
        witness.readAudit(user, Action.AUDIT_READ, form.filter().subjectOfReading());
        var read = audit.find(form.filter(), user.tenants(Right.READ_AUDIT));
        model.addAttribute("page", AuditPage.of(form, read, clock.instant()));
        return "audit";
    }
}
