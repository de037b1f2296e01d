package ontime.history.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ontime.history.audit.AuditUnavailableException;
import ontime.pages.KnownDevices;
import ontime.pages.SessionEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;

/** Writes down that somebody has logged in, and leads them to the page that they came for. */
final class Arrival extends SavedRequestAwareAuthenticationSuccessHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

    private final Witness witness;
    private final KnownDevices devices;
    private final SessionEnd end;

    Arrival(Witness witness, KnownDevices devices, SessionEnd end) {
        this.witness = witness;
        this.devices = devices;
        this.end = end;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        if (!(authentication.getPrincipal() instanceof HistoryUser user)) {
            throw new IllegalStateException("somebody logged in whom nothing is known of");
        }
        try {
            witness.loggedIn(user);
        } catch (AuditUnavailableException e) {
            LOG.warn("a login cannot be written down, so nobody is let in", e);
            new SecurityContextLogoutHandler().logout(request, response, authentication);
            response.sendRedirect(request.getContextPath() + "/login?unavailable");
            return;
        }
        end.begin(request.getSession());
        if (user instanceof PasswordUser) {
            devices.welcome(user.name(), request, response);
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }
}
