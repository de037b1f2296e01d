package ontime.directory.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import ontime.directory.access.Caller;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a credential do only what its role is for. It asks the method that was found and not the path, which can be
 * written in many ways; a method that names no role is served to nobody.
 */
final class RoleCheck implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().equals(RoleCheck.class.getPackageName())) {
            var own = method.getMethodAnnotation(Needs.class);
            var needs = own == null ? method.getBeanType().getAnnotation(Needs.class) : own;
            if (needs == null) {
                throw new IllegalStateException(method.getShortLogMessage() + " does not say who may use it");
            }
            if (!(request.getAttribute(CredentialFilter.CALLER) instanceof Caller caller)
                    || !Arrays.asList(needs.value()).contains(caller.role())) {
                throw Refusal.forbidden(needs.value());
            }
        }
        return true;
    }
}
