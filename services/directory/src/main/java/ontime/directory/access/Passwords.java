package ontime.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import ontime.directory.user.Attendance;
import ontime.pages.FailedLogins;
import ontime.pages.KnownDevices;
import ontime.pages.PatientAuthentication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/** Compares passwords, for as long as somebody may guess, on the page and where the API takes them. */
public final class Passwords implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private final AuthenticationProvider patient;
    private final People people;
    private final Attendance attendance;
    private final KnownDevices devices;
    private final boolean httpBasic;

    public Passwords(
            People people, Attendance attendance, InstantSource clock, SecureRandom random, boolean httpBasic) {
        this.people = people;
        this.attendance = attendance;
        this.devices = new KnownDevices("ontime-directory-device", random);
        this.httpBasic = httpBasic;
        this.patient = new PatientAuthentication(
                new DaoAuthenticationProvider(people), new FailedLogins(clock), this::refused);
    }

    KnownDevices devices() {
        return devices;
    }

    /** An administrator who sends name and password with the call (RFC 7617), where that is allowed. */
    public Optional<Caller> caller(HttpServletRequest request) {
        if (!httpBasic || mayBeForged(request)) {
            return Optional.empty();
        }
        try {
            var converter = new BasicAuthenticationConverter(call -> new ontime.pages.Caller(call, devices));
            var claim = converter.convert(request);
            var known = claim == null ? null : patient.authenticate(claim);
            return known != null && known.getPrincipal() instanceof Person person && person.isAdministrator()
                    ? Optional.of(new Caller(person.tenant(), Role.ADMIN, person.name()))
                    : Optional.empty();
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
    }

    /** A browser that remembers a password sends it along with whatever another site's page makes it send. */
    private static boolean mayBeForged(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Site") != null || request.getHeader(HttpHeaders.ORIGIN) != null;
    }

    private void refused(String name) {
        try {
            attendance.refused(people.loadUserByUsername(name).tenant(), name);
        } catch (UsernameNotFoundException e) {
            // No tenant's audit has a place for it, and the name may be a password in the wrong field.
            LOG.info("somebody tried to log in by a name that nobody has");
        } catch (RuntimeException e) {
            LOG.warn("a refused login cannot be written down: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public @Nullable Authentication authenticate(Authentication claim) {
        return patient.authenticate(claim);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return patient.supports(authentication);
    }
}
