package ontime.history.access;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import ontime.history.SignInSettings;
import ontime.history.audit.AuditUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Lets people in whom the provider vouches for, if they have a role here; and out there, when they log out here. */
final class SignIn {

    static final String REGISTRATION = "provider";

    /** The address that begins it. */
    static final String BEGIN = "/oauth2/authorization/" + REGISTRATION;

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String WITHOUT_A_ROLE = "without_a_role";

    private final SignInSettings settings;
    private final ClientRegistrationRepository providers;
    private final Claims claims;
    private final Witness witness;

    SignIn(SignInSettings settings, ClientRegistrationRepository providers, Claims claims, Witness witness) {
        this.settings = settings;
        this.providers = providers;
        this.claims = claims;
        this.witness = witness;
    }

    void into(HttpSecurity http, Arrival arrival) {
        http.oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(providers)
                        .userInfoEndpoint(userInfo -> userInfo.oidcUserService(users()))
                        .successHandler(arrival)
                        .failureHandler(this::sendBack))
                .logout(logout -> logout.logoutSuccessHandler(farewell()));
    }

    /** Where the browser may be sent after a form, beside here: logging out ends at the provider. */
    String origin() {
        var issuer = URI.create(requireNonNull(settings.issuerUri()));
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    private OAuth2UserService<OidcUserRequest, OidcUser> users() {
        var provider = new OidcUserService();
        return request -> user(provider.loadUser(request));
    }

    private OidcUser user(OidcUser vouched) {
        var name = claims.name(vouched.getClaims()).orElseThrow(() -> refused("without_a_name"));
        var grants = claims.grants(vouched.getClaims());
        if (grants.roles().isEmpty()) {
            write(name);
            throw refused(WITHOUT_A_ROLE);
        }
        return new FederatedUser(name, grants, vouched);
    }

    /** What cannot be written is refused all the same. */
    private void write(String stranger) {
        try {
            witness.refusedStranger(stranger);
        } catch (AuditUnavailableException e) {
            LOG.warn("a refused sign-in cannot be written down", e);
        }
    }

    private static OAuth2AuthenticationException refused(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(why), why);
    }

    private OidcClientInitiatedLogoutSuccessHandler farewell() {
        var farewell = new OidcClientInitiatedLogoutSuccessHandler(providers);
        farewell.setPostLogoutRedirectUri("{baseUrl}/login?logout");
        farewell.setDefaultTargetUrl("/login?logout");
        return farewell;
    }

    private void sendBack(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        var why = failure instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : failure.getClass().getSimpleName();
        LOG.warn("a sign-in did not succeed: {}", why.replaceAll("[^A-Za-z0-9_]", "?"));
        response.sendRedirect(
                request.getContextPath() + (why.equals(WITHOUT_A_ROLE) ? "/login?norole" : "/login?provider"));
    }
}
