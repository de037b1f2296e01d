package ontime.history.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import ontime.history.HistorySettings;
import ontime.history.SignInSettings;
import ontime.pages.MustWaitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refuses calls to the API with problem+json (RFC 9457) before they reach it. */
@Component
final class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;
    private final boolean httpBasic;
    private final boolean tokens;

    ProblemWriter(JsonMapper json, HistorySettings settings, SignInSettings signIn) {
        this.json = json;
        this.httpBasic = settings.httpBasic();
        this.tokens = signIn.apiAudience() != null;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof ProviderUnavailable) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "Whether the token is good cannot be found out just now.");
            return;
        }
        if (failure instanceof MustWaitException wait) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.seconds()));
            write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-guesses",
                    "Too many wrong passwords came from here or for this name, and none is compared just now, not even the"
                            + " right one. Retry-After says in how many seconds it is worth trying again.");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge());
        write(response, HttpStatus.UNAUTHORIZED, "unauthorized", wayIn());
    }

    private String challenge() {
        return tokens ? "Bearer realm=\"ontime\"" : httpBasic ? "Basic realm=\"ontime\"" : "Session";
    }

    private String wayIn() {
        var token = tokens ? "Send a token of your provider that is meant for this API. " : "";
        return token
                + (httpBasic
                        ? "Send a user's name and password by HTTP Basic, or log in at /login and send the cookie you get."
                        : "Log in at /login and send the cookie you get.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        write(response, HttpStatus.FORBIDDEN, "forbidden", "This call is not allowed to you.");
    }

    void write(HttpServletResponse response, HttpStatus status, String type, String detail) throws IOException {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
