package ontime.directory.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where administrators log in. */
@Controller
class WelcomeController {

    @GetMapping("/login")
    String welcome() {
        return "welcome";
    }
}
