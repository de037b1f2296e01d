package ontime.history.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.SignInSettings;
import ontime.history.SignInSettings.Group;
import ontime.history.rights.Grants;
import ontime.history.rights.Role;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private final Claims claims = new Claims(new SignInSettings(
            "https://id.example.com",
            "console",
            "secret",
            "Example",
            Set.of(),
            "RS256",
            "sub",
            "groups",
            "tenants",
            List.of(
                    new Group("support", Set.of(Role.SUPPORT), Set.of()),
                    new Group("leads of acme", Set.of(Role.LEAD), Set.of("acme")),
                    new Group("operators", Set.of(Role.ADMIN), Set.of(Grants.INSTALLATION))),
            null));

    @Test
    void aGroupIsARoleInItsOwnTenantsOrInThoseOfThePerson() {
        var grants = claims.grants(
                Map.of("groups", List.of("support", "leads of acme"), "tenants", List.of("acme", "other")));

        assertThat(grants.in("acme")).containsExactlyInAnyOrder(Role.SUPPORT, Role.LEAD);
        assertThat(grants.in("other")).containsExactly(Role.SUPPORT);
    }

    @Test
    void listsMayBeDividedByBlanks() {
        assertThat(claims.grants(Map.of("groups", "support else", "tenants", "acme"))
                        .in("acme"))
                .containsExactly(Role.SUPPORT);
    }

    @Test
    void whatNobodyNamedHereIsNothing() {
        assertThat(claims.grants(Map.of("groups", List.of("ADMIN", "LEAD", 7), "tenants", List.of("acme"))))
                .isEqualTo(Grants.NONE);
        assertThat(claims.grants(Map.of("groups", List.of("support")))).isEqualTo(Grants.NONE);
        assertThat(claims.grants(Map.of("groups", Map.of("support", true), "tenants", "acme")))
                .isEqualTo(Grants.NONE);
    }

    @Test
    void onlyAGroupOpensTheInstallationAndNoClaim() {
        assertThat(claims.grants(Map.of("groups", "support", "tenants", List.of("*"))))
                .isEqualTo(Grants.NONE);
        assertThat(claims.grants(Map.of("groups", "operators")).in(Grants.INSTALLATION))
                .containsExactly(Role.ADMIN);
    }

    @Test
    void twoNamesStayTwo() {
        for (var names : List.of(
                List.of("ann\u00e9", "ann\u00e8"),
                List.of("ann smith", "ann%20smith"),
                List.of("ann?", "ann\u0001"),
                List.of("x".repeat(200) + "1", "x".repeat(200) + "2"))) {
            assertThat(claims.name(Map.of("sub", names.getFirst())))
                    .isPresent()
                    .isNotEqualTo(claims.name(Map.of("sub", names.getLast())));
        }
    }

    @Test
    void aNameIsHarmlessWhereverItIsShown() {
        assertThat(claims.name(Map.of("sub", "ann\r\n smith"))).hasValue("ann%0D%0A%20smith");
        assertThat(claims.name(Map.of("sub", "auth0|5f7c@x/~"))).hasValue("auth0|5f7c@x/~");
        assertThat(claims.name(Map.of("sub", "x".repeat(300))))
                .hasValueSatisfying(name -> assertThat(name).hasSize(100));
        assertThat(claims.name(Map.of("sub", " "))).isEmpty();
        assertThat(claims.name(Map.of("email", "ann@example.com"))).isEmpty();
    }
}
