package ontime.directory.access;

import java.util.Map;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Everybody who may log in with a password. */
public final class People implements UserDetailsService {

    private final Map<String, Person> byName;

    public People(Map<String, Person> byName) {
        this.byName = Map.copyOf(byName);
    }

    @Override
    public Person loadUserByUsername(String name) {
        var person = byName.get(name);
        if (person == null) {
            throw new UsernameNotFoundException("no such user");
        }
        return person;
    }
}
