package ontime.directory.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Visiting;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets users in by their link, and out again. */
@Controller
@RequestMapping("/me")
class DoorController {

    /** The secret alone, or the whole link: without scripts somebody has to paste it. */
    private static final Pattern LINK = Pattern.compile("(?:.{0,500}#token=)?([A-Za-z0-9_-]{43})");

    private final Visiting visiting;

    DoorController(Visiting visiting) {
        this.visiting = visiting;
    }

    @PostMapping("/start")
    String start(
            @RequestParam(defaultValue = "") String link,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var secret = LINK.matcher(link.strip());
        if (!secret.matches()) {
            return refused("unreadable", HttpStatus.BAD_REQUEST, model, response);
        }
        try {
            VisitFilter.give(
                    visiting.begin(secret.group(1), OwnPageController.actor()).token(), request, response);
            return "redirect:/me";
        } catch (RefusedException e) {
            return refused("used", HttpStatus.CONFLICT, model, response);
        }
    }

    private static String refused(String why, HttpStatus status, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        model.addAttribute(why, true);
        return "me/start";
    }

    @PostMapping("/leave")
    String leave(HttpServletRequest request, HttpServletResponse response, Model model) {
        VisitFilter.token(request).ifPresent(visiting::end);
        VisitFilter.give("", request, response);
        model.addAttribute("left", true);
        return "me/start";
    }
}
