package ontime.directory.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses control characters in whatever somebody sends as text: the database takes no NUL, and nothing that a person
 * types has any.
 */
@RestControllerAdvice(basePackageClasses = PlainText.class)
final class PlainText extends RequestBodyAdviceAdapter {

    private static final String WHY = "must not hold control characters";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** In a form of a page lines may end. */
    private static final Pattern CONTROL_IN_A_FORM = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        if (body.getClass().isRecord()) {
            for (var field : body.getClass().getRecordComponents()) {
                if (value(field, body) instanceof String text
                        && CONTROL.matcher(text).find()) {
                    throw Refusal.malformed(field.getName(), WHY);
                }
            }
        }
        return body;
    }

    private static @Nullable Object value(RecordComponent field, Object body) {
        try {
            return field.getAccessor().invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a body is a record of this package", e);
        }
    }

    /** The same of what stands in addresses and forms. */
    static final class OfParameters implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            boolean api = request.getRequestURI().startsWith("/v1/");
            var unwanted = api ? CONTROL : CONTROL_IN_A_FORM;
            for (var entry : request.getParameterMap().entrySet()) {
                for (String value : entry.getValue()) {
                    if (unwanted.matcher(value).find()) {
                        if (api) {
                            throw Refusal.malformed(entry.getKey(), WHY);
                        }
                        response.sendError(HttpStatus.BAD_REQUEST.value());
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
