package ontime.sandbox.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import ontime.infrastructure.identity.StoreCall;
import ontime.sandbox.identity.IdentityProvider;
import ontime.sandbox.identity.IdentityProviders;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The simulated identity providers as their clients call them: Microsoft Graph and SCIM 2.0. */
@RestController
final class IdentityController {

    private static final String GRAPH = "/graph";
    private static final String SCIM = "/scim";
    private static final int LARGEST_BODY = 65_536;
    private static final int TOO_MANY_REQUESTS = 429;

    private final IdentityProviders providers;

    IdentityController(IdentityProviders providers) {
        this.providers = providers;
    }

    @RequestMapping(GRAPH + "/**")
    ResponseEntity<byte[]> graph(HttpServletRequest request) throws IOException, InterruptedException {
        return answer(providers.graph(), GRAPH, request);
    }

    @RequestMapping(SCIM + "/**")
    ResponseEntity<byte[]> scim(HttpServletRequest request) throws IOException, InterruptedException {
        return answer(providers.scim(), SCIM, request);
    }

    private static ResponseEntity<byte[]> answer(IdentityProvider provider, String base, HttpServletRequest request)
            throws IOException, InterruptedException {
        // Before any parameter is asked for: that would read a form's body.
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY);
        var reply = provider.answer(call(base, request, new String(body, StandardCharsets.UTF_8)));
        var answer = ResponseEntity.status(reply.status());
        if (reply.status() == TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        if (reply.body().isEmpty()) {
            return answer.build();
        }
        return answer.header(HttpHeaders.CONTENT_TYPE, reply.contentType())
                .body(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    private static StoreCall call(String base, HttpServletRequest request, String body) {
        var headers = new HashMap<String, String>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        var query = new HashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        String path = UriUtils.decode(request.getRequestURI().substring(base.length()), StandardCharsets.UTF_8);
        return new StoreCall(request.getMethod(), path, query, headers, body);
    }
}
