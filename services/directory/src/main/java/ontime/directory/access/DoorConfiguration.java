package ontime.directory.access;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import ontime.directory.user.Attendance;
import ontime.pages.Caller;
import ontime.pages.ResponsePolicy;
import ontime.pages.SessionEnd;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Three doors. The API knows its callers by their keys, without cookies. A user comes to their own page by a link. To
 * everything else administrators log in; probes and metrics are open.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

    private static final String OWN_PAGE = "/me";

    /** From the login, however busy: a page that looks again by itself keeps a session busy for ever. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    /** Refused before any filter that would say so; the page about it keeps to the same policy. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (_, response, _) -> {
            ResponsePolicy.ofRefusal(response);
            response.sendError(HttpStatus.BAD_REQUEST.value());
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http) {
        // Who calls is the affair of the filter for credentials: no session opens the API.
        return http.securityMatcher("/v1/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .headers(ResponsePolicy.ofData())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain ownPage(HttpSecurity http) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("ontime-me-csrf");
        tokens.setCookiePath(OWN_PAGE);
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return http.securityMatcher(OWN_PAGE, OWN_PAGE + "/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.csrfTokenRepository(tokens))
                .logout(logout -> logout.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .headers(ResponsePolicy.ofPages(""))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(HttpSecurity http, Passwords passwords, Attendance attendance, InstantSource clock) {
        var devices = passwords.devices();
        // No bean: the server would put it before every door.
        var end = new SessionEnd(clock, LONGEST_SESSION);
        // The passwords are compared by the only provider there is, a bean: named here as well, each guess would count
        // twice.
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/actuator/**", "/assets/**", "/webjars/**", "/login", "/favicon.ico")
                                .permitAll()
                                .anyRequest()
                                .hasAuthority(Person.ADMINISTER))
                .addFilterBefore(end, SecurityContextHolderFilter.class)
                .logout(withDefaults())
                .headers(ResponsePolicy.ofPages(""))
                .formLogin(login -> login.loginPage("/login")
                        .authenticationDetailsSource(request -> new Caller(request, devices))
                        .successHandler(new Arrival(attendance, devices, end))
                        .failureHandler(DoorConfiguration::sendBack))
                .build();
    }

    /** Says on the page whether it is worth trying again at once. */
    private static void sendBack(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(
                request.getContextPath() + (failure instanceof LockedException ? "/login?wait" : "/login?error"));
    }
}
