package ontime.history.access;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import ontime.history.HistorySettings;
import ontime.history.rights.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The API answers strangers with a problem, the console with its login page; probes and metrics are open. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    /** Nothing inline, nothing foreign: what somebody smuggles into a page can neither run nor phone home. */
    private static final String PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    UserDetailsService historyUsers(HistorySettings settings) {
        var encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        var users = new HashMap<String, PasswordUser>();
        settings.users().forEach((name, user) -> users.put(name, new PasswordUser(name, user, encoder)));
        return name -> {
            var user = users.get(name);
            if (user == null) {
                throw new UsernameNotFoundException("no such user");
            }
            return user;
        };
    }

    @Bean
    AuthenticationProvider historyPasswords(UserDetailsService users, InstantSource clock) {
        return new PatientAuthentication(new DaoAuthenticationProvider(users), new FailedLogins(clock));
    }

    @Bean
    @Order(1)
    SecurityFilterChain historyApi(HttpSecurity http, HistorySettings settings, ProblemWriter problems) {
        http.securityMatcher("/v1/**")
                .authorizeHttpRequests(requests -> requests.requestMatchers("/v1/openapi/**", "/v1/openapi.yaml")
                        .permitAll()
                        // The end of an answer that went on for a while; its beginning was allowed.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/v1/logins/**", "/v1/logins.csv")
                        .hasAuthority(Right.LOOK_UP.name())
                        .requestMatchers("/v1/latency", "/v1/conversion")
                        .hasAuthority(Right.READ_FIGURES.name())
                        .requestMatchers("/v1/audit", "/v1/audit.csv")
                        .hasAuthority(Right.READ_AUDIT.name())
                        .requestMatchers("/v1/erasures")
                        .hasAuthority(Right.ERASE.name())
                        .requestMatchers("/v1/rebuild")
                        .hasAuthority(Right.OPERATE.name())
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(AccessConfiguration::mayBeForged))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(DATA)));
        if (settings.httpBasic()) {
            http.httpBasic(basic -> basic.authenticationEntryPoint(problems));
        }
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain historyConsole(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/actuator/health/**", "/actuator/prometheus", "/assets/**", "/webjars/**", "/login")
                        .permitAll()
                        .requestMatchers("/delays")
                        .hasAuthority(Right.READ_FIGURES.name())
                        .requestMatchers("/audit")
                        .hasAuthority(Right.READ_AUDIT.name())
                        .anyRequest()
                        .hasAuthority(Right.LOOK_UP.name()))
                .exceptionHandling(refusals -> refusals.accessDeniedHandler(new WhereTheyMay()))
                .formLogin(login -> login.loginPage("/login").failureHandler(this::sendBack))
                .logout(withDefaults())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(PAGES))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    /**
     * Whether somebody's browser may send this without their knowing: with the cookie of a session, or with a password
     * that it remembers. A program that brings its own credentials cannot be made to; it sends no such headers.
     */
    private static boolean mayBeForged(HttpServletRequest request) {
        return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
                && (request.getRequestedSessionId() != null
                        || request.getHeader("Sec-Fetch-Site") != null
                        || request.getHeader(HttpHeaders.ORIGIN) != null);
    }

    /** Says on the page whether it is worth trying again at once. */
    private void sendBack(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(
                request.getContextPath() + (failure instanceof LockedException ? "/login?wait" : "/login?error"));
    }
}
