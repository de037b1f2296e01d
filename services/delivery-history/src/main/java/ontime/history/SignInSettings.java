package ontime.history;

import java.util.List;
import java.util.Set;
import ontime.history.rights.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in with their organisation's account, by OpenID Connect. See docs/access.md.
 *
 * @param issuerUri the provider, as it names itself in its tokens; without it nobody signs in this way
 * @param clientId by which the provider knows this console
 * @param clientSecret that the provider gave it
 * @param name what stands on the button
 * @param scopes that are asked for beside {@code openid}, so that the claims below come
 * @param algorithm with which the provider signs its ID tokens
 * @param nameClaim by which the audit knows people; nobody must be able to choose another's
 * @param rolesClaim the claim that names the groups of {@code groups}, as a list or divided by blanks
 * @param tenantsClaim the claim that names tenants, for groups that name none
 * @param groups what the provider's groups are here; others are nothing
 * @param apiAudience whom tokens must be meant for that programs send to the API; without it no tokens are taken
 */
@ConfigurationProperties("ontime.history.sign-in")
public record SignInSettings(
        @Nullable String issuerUri,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("your organisation's account") String name,
        @DefaultValue Set<String> scopes,
        @DefaultValue("RS256") String algorithm,
        @DefaultValue("sub") String nameClaim,
        @DefaultValue("groups") String rolesClaim,
        @DefaultValue("tenants") String tenantsClaim,
        @DefaultValue List<Group> groups,
        @Nullable String apiAudience) {

    public SignInSettings {
        if (issuerUri != null && (clientId == null || clientSecret == null || groups.isEmpty())) {
            throw new IllegalArgumentException(
                    "ontime.history.sign-in with an issuer-uri needs a client-id, a client-secret and groups");
        }
        if (issuerUri == null && apiAudience != null) {
            throw new IllegalArgumentException("ontime.history.sign-in.api-audience needs an issuer-uri");
        }
        if (apiAudience != null && apiAudience.equals(clientId)) {
            throw new IllegalArgumentException(
                    "ontime.history.sign-in.api-audience is not the client-id: an ID token is no key to the API");
        }
        scopes = Set.copyOf(scopes);
        groups = List.copyOf(groups);
    }

    /**
     * What a group of the provider is here.
     *
     * @param name as the provider writes it
     * @param tenants in which; without them, those that the provider names for the person
     */
    public record Group(
            String name,
            @DefaultValue Set<Role> roles,
            @DefaultValue Set<String> tenants) {

        public Group {
            if (name.isBlank() || roles.isEmpty()) {
                throw new IllegalArgumentException("a group of ontime.history.sign-in.groups has a name and roles");
            }
            roles = Set.copyOf(roles);
            tenants = Set.copyOf(tenants);
        }
    }

    @Override
    public String toString() {
        return "SignIn[" + issuerUri + ", " + clientId + "]";
    }
}
