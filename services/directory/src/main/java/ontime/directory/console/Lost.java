package ontime.directory.console;

import java.util.Map;
import ontime.directory.http.Refusal;
import ontime.directory.user.RefusedException;
import ontime.directory.wording.Words;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** A page about what is not there, or cannot be done. What a form can say itself does not come here. */
@ControllerAdvice(basePackageClasses = Lost.class)
final class Lost {

    @ExceptionHandler
    ModelAndView refused(RefusedException refused) {
        int status = Refusal.status(refused);
        return new ModelAndView(
                "error", Map.of("status", status, "why", Words.of(refused)), HttpStatus.valueOf(status));
    }
}
