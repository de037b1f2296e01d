package ontime.history.access;

import java.util.Collection;
import java.util.Objects;
import ontime.history.HistorySettings;
import ontime.history.rights.Grants;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Somebody whom this service itself knows by a password. */
final class PasswordUser implements HistoryUser, UserDetails {

    private final String name;
    private final String password;
    private final Grants grants;

    PasswordUser(String name, HistorySettings.User settings, PasswordEncoder encoder) {
        this.name = name;
        // A deployment writes {bcrypt} or another hash itself. Plain text is hashed too: it would be compared faster
        // than the password of a user who does not exist, and the time would tell who does.
        this.password = settings.password().startsWith("{")
                ? settings.password()
                : Objects.requireNonNull(encoder.encode(settings.password()));
        this.grants = settings.grants();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return HistoryUser.authorities(grants);
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
