package ontime.history.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where the server sends a request that failed outside of the API: people get a page, programs a problem. */
@Controller
final class ProblemOfTheServer implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ModelAndView report(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = status(request);
        if (wantsPage(request)) {
            return new ModelAndView("error", Map.of("status", status.value()), status);
        }
        Problems.write(response, status);
        return null;
    }

    private static HttpStatus status(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static boolean wantsPage(HttpServletRequest request) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE)
                && !(path instanceof String failed && Problems.isApi(failed));
    }
}
