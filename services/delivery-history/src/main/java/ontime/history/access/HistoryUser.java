package ontime.history.access;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import ontime.history.HistorySettings;
import ontime.history.HistorySettings.Role;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Somebody who has logged in here, with the tenants whose logins they may see. */
public final class HistoryUser implements UserDetails {

    private final String name;
    private final String password;
    private final Set<Role> roles;
    private final Set<String> tenants;

    HistoryUser(String name, HistorySettings.User settings, PasswordEncoder encoder) {
        this.name = name;
        // A deployment writes {bcrypt} or another hash itself. Plain text is hashed too: it would be compared faster
        // than the password of a user who does not exist, and the time would tell who does.
        this.password = settings.password().startsWith("{")
                ? settings.password()
                : Objects.requireNonNull(encoder.encode(settings.password()));
        this.roles = settings.roles();
        this.tenants = settings.tenants();
    }

    /** The tenants whose logins this user sees. */
    public Set<String> tenants() {
        return tenants;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
