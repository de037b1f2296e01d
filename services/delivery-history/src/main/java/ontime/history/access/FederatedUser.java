package ontime.history.access;

import java.util.Collection;
import java.util.Map;
import ontime.history.rights.Grants;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody whom a provider of OpenID Connect vouches for. */
final class FederatedUser implements HistoryUser, OidcUser {

    private final String name;
    private final Grants grants;
    private final OidcUser vouched;

    FederatedUser(String name, Grants grants, OidcUser vouched) {
        this.name = name;
        this.grants = grants;
        this.vouched = vouched;
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
    public String getName() {
        return name;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return vouched.getAttributes();
    }

    @Override
    public Map<String, Object> getClaims() {
        return vouched.getClaims();
    }

    @Override
    public @Nullable OidcUserInfo getUserInfo() {
        return vouched.getUserInfo();
    }

    @Override
    public OidcIdToken getIdToken() {
        return vouched.getIdToken();
    }

    @Override
    public String toString() {
        return name;
    }
}
