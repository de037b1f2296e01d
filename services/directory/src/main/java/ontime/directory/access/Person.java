package ontime.directory.access;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Somebody who logs in with a password. */
public final class Person implements UserDetails {
    private static final long serialVersionUID = 1;

    /** What whoever administers a tenant may do here: everything. */
    static final String ADMINISTER = "ADMINISTER";

    private final String name;
    private final String password;
    private final String tenant;
    private final boolean administrator;

    public Person(String name, String password, String tenant, boolean administrator, PasswordEncoder encoder) {
        this.name = name;
        // A deployment writes {bcrypt} or another hash itself. Plain text is hashed too: it would be compared faster
        // than the password of a user who does not exist, and the time would tell who does.
        this.password = password.startsWith("{") ? password : Objects.requireNonNull(encoder.encode(password));
        this.tenant = tenant;
        this.administrator = administrator;
    }

    public String name() {
        return name;
    }

    public String tenant() {
        return tenant;
    }

    boolean isAdministrator() {
        return administrator;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return administrator ? List.of(new SimpleGrantedAuthority(ADMINISTER)) : List.of();
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
