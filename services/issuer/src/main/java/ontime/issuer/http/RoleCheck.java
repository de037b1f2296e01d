package ontime.issuer.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import ontime.issuer.access.Caller;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a credential do only what its role is for. It asks the controller that was found and not the path, which can be
 * written in many ways; a controller that names no role is served to nobody.
 */
final class RoleCheck implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            var needs = method.getBeanType().getAnnotation(Needs.class);
            if (needs == null) {
                throw new IllegalStateException(method.getBeanType().getSimpleName() + " does not say who may use it");
            }
            if (!(request.getAttribute(CredentialFilter.CALLER) instanceof Caller caller)
                    || Stream.of(needs.value()).noneMatch(caller.roles()::contains)) {
                throw Refusal.forbidden(needs.value()[0]);
            }
        }
        return true;
    }
}
