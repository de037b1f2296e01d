package ontime.history.access;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import ontime.history.HistorySettings;
import ontime.history.rights.Right;
import ontime.pages.Caller;
import ontime.pages.FailedLogins;
import ontime.pages.KnownDevices;
import ontime.pages.PatientAuthentication;
import ontime.pages.ResponsePolicy;
import ontime.pages.SessionEnd;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The API answers strangers with a problem, the console with its login page; probes and metrics are open. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

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
    AuthenticationProvider historyPasswords(UserDetailsService users, InstantSource clock, Witness witness) {
        return new PatientAuthentication(
                new DaoAuthenticationProvider(users), new FailedLogins(clock), new WrittenRefusals(users, witness));
    }

    @Bean
    KnownDevices knownDevices(SecureRandom chance) {
        return new KnownDevices("ontime-history-device", chance);
    }

    @Bean
    SessionEnd sessionEnd(InstantSource clock, HistorySettings settings) {
        return new SessionEnd(clock, settings.longestSession());
    }

    /** In the chains below only, where it comes before anybody is recognised. */
    @Bean
    FilterRegistrationBean<SessionEnd> sessionEndOfChains(SessionEnd end) {
        var registration = new FilterRegistrationBean<>(end);
        registration.setEnabled(false);
        return registration;
    }

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
    SecurityFilterChain historyApi(
            HttpSecurity http,
            HistorySettings settings,
            ProblemWriter problems,
            KnownDevices devices,
            SessionEnd sessionEnd,
            ObjectProvider<BearerTokens> tokens) {
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
                .addFilterBefore(sessionEnd, SecurityContextHolderFilter.class)
                .requestCache(cache -> cache.disable())
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(ResponsePolicy.ofData());
        if (settings.httpBasic()) {
            http.httpBasic(basic -> basic.authenticationEntryPoint(problems)
                    .authenticationDetailsSource(request -> new Caller(request, devices)));
        }
        tokens.ifAvailable(bearer -> http.oauth2ResourceServer(server -> server.authenticationEntryPoint(problems)
                .accessDeniedHandler(problems)
                .jwt(jwt -> jwt.decoder(bearer).jwtAuthenticationConverter(bearer))));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain historyConsole(
            HttpSecurity http,
            HistorySettings settings,
            KnownDevices devices,
            Witness witness,
            SessionEnd sessionEnd,
            ObjectProvider<SignIn> signIn) {
        var arrival = new Arrival(witness, devices, sessionEnd);
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
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
                .addFilterBefore(sessionEnd, SecurityContextHolderFilter.class)
                .logout(withDefaults())
                .headers(ResponsePolicy.ofPages(
                        signIn.stream().map(SignIn::origin).findFirst().orElse("")));
        var provider = signIn.getIfAvailable();
        if (provider != null) {
            provider.into(http, arrival);
        }
        if (provider == null || !settings.users().isEmpty()) {
            http.formLogin(login -> login.loginPage("/login")
                    .authenticationDetailsSource(request -> new Caller(request, devices))
                    .successHandler(arrival)
                    .failureHandler(this::sendBack));
        }
        return http.build();
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
