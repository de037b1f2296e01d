package ontime.history.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import ontime.history.rights.Grants;
import ontime.history.rights.Right;
import ontime.history.rights.Role;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Somebody who has logged in here, however they did, with what they may do in which tenant. */
public interface HistoryUser {

    /** By which the audit knows them. */
    String name();

    Grants grants();

    /** The tenants whose logins this user may look up. */
    default Set<String> tenants() {
        return tenants(Right.LOOK_UP);
    }

    /** The tenants in which this user has the right. */
    default Set<String> tenants(Right right) {
        return grants().tenants(right);
    }

    default boolean may(Right right, String tenant) {
        return grants().allow(right, tenant);
    }

    /** What this user is in the tenant. */
    default Set<Role> roles(String tenant) {
        return grants().in(tenant);
    }

    /** One for each right that the user has in some tenant; in which, is asked where the data are. */
    static Collection<GrantedAuthority> authorities(Grants grants) {
        return List.copyOf(EnumSet.allOf(Right.class).stream()
                .filter(grants::allow)
                .map(right -> new SimpleGrantedAuthority(right.name()))
                .toList());
    }
}
