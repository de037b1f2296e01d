package ontime.directory.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where the server sends a request that failed outside of every controller: programs get a problem, people a page. */
@Controller
final class ProblemOfTheServer implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ModelAndView report(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var known = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        var status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        if (isForPrograms(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)))) {
            Problems.write(response, status);
            return null;
        }
        return new ModelAndView("error", Map.of("status", status.value()), status);
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/v1/") || path.startsWith("/actuator");
    }
}
