package ontime.history.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Whoever may not see logins, which is where everybody arrives, is shown what they may see. */
final class WhereTheyMay implements AccessDeniedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        if (HttpMethod.GET.matches(request.getMethod())
                && request.getServletPath().equals("/")
                && may(SecurityContextHolder.getContext().getAuthentication(), Right.READ_FIGURES)) {
            response.sendRedirect(request.getContextPath() + "/delays");
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    private static boolean may(@Nullable Authentication authentication, Right right) {
        return authentication != null
                && authentication.getPrincipal() instanceof HistoryUser user
                && user.grants().allow(right);
    }
}
