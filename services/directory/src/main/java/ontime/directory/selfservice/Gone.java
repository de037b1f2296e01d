package ontime.directory.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import ontime.directory.http.Refusal;
import ontime.directory.user.RefusedException;
import ontime.directory.wording.Words;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Says in words what cannot be done, where no form can say it. */
@ControllerAdvice(basePackageClasses = Gone.class)
final class Gone {

    @ExceptionHandler
    ModelAndView noVisit(NoVisitException none, HttpServletRequest request) {
        String why = VisitFilter.ended(request).orElse("over");
        return new ModelAndView("me/start", Map.of(why, true), HttpStatus.UNAUTHORIZED);
    }

    @ExceptionHandler
    ModelAndView logInAgain(LogInAgainException again) {
        var model = new HashMap<String, Object>();
        model.put("url", again.url());
        return new ModelAndView("me/again", model, HttpStatus.FORBIDDEN);
    }

    @ExceptionHandler
    ModelAndView refused(RefusedException refused) {
        int status = Refusal.status(refused);
        return new ModelAndView("me/refused", Map.of("why", Words.of(refused)), HttpStatus.valueOf(status));
    }
}
