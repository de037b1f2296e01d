package ontime.sandbox.carrier.sns;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.carrier.topic.Topic;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Opens a second port of the web server for the {@linkplain SnsEndpoint SNS endpoint}, and keeps it apart from the
 * first: no page of the sandbox is served here, and the endpoint is nowhere else.
 */
public final class SnsPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Filter, Ordered {

    /** SNS takes 256 KB for a message; form encoding can make three bytes of one. */
    private static final int LARGEST_BODY = 3 * 256 * 1024;

    /** What is read and thrown away of a larger body, so that the sender gets to see the answer. */
    private static final int LARGEST_BODY_TO_SWALLOW = 64 * 1024 * 1024;

    private final Connector connector;
    private final SnsEndpoint endpoint;

    /**
     * A port that opens with the application.
     *
     * @param port 0 takes a free one
     * @param topic whose subscription is confirmed here; null when there is none
     */
    public SnsPort(String bindAddress, int port, Carrier carrier, @Nullable Topic topic, Supplier<UUID> ids) {
        this.endpoint = new SnsEndpoint(carrier, topic, ids);
        this.connector = new Connector("HTTP/1.1");
        connector.setPort(port);
        connector.setProperty("address", bindAddress);
        connector.setProperty("maxSwallowSize", Integer.toString(LARGEST_BODY_TO_SWALLOW));
        // A slow network holds many calls at once; each waits on a thread that costs next to nothing.
        connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("sns-"));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
    }

    /** The port that callers reach, once the web server runs. */
    public int number() {
        return connector.getLocalPort();
    }

    /** Ahead of all other filters: they belong to the other port, and some would read the form. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getLocalPort() != number()) {
            chain.doFilter(request, response);
            return;
        }
        SnsAnswer answer = answer((HttpServletRequest) request);
        byte[] xml = answer.xml().getBytes(StandardCharsets.UTF_8);
        HttpServletResponse http = (HttpServletResponse) response;
        http.setStatus(answer.status());
        http.setContentType("text/xml");
        http.setContentLength(xml.length);
        http.setHeader("x-amzn-RequestId", answer.requestId().toString());
        http.getOutputStream().write(xml);
    }

    private SnsAnswer answer(HttpServletRequest request) throws IOException {
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                return endpoint.refuse(SnsError.REQUEST_TOO_LARGE, "Request is larger than " + LARGEST_BODY + " bytes");
            }
            return endpoint.answer(
                    request.getHeader("Authorization"),
                    request.getQueryString(),
                    new String(body, StandardCharsets.UTF_8));
        } catch (SocketTimeoutException stalled) {
            return endpoint.refuse(SnsError.INVALID_QUERY_PARAMETER, "The request's body did not come in time");
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
            return endpoint.refuse(SnsError.SERVICE_UNAVAILABLE, "Service is shutting down");
        }
    }
}
