package ontime.history.rights;

import static ontime.history.rights.Role.ADMIN;
import static ontime.history.rights.Role.LEAD;
import static ontime.history.rights.Role.SRE;
import static ontime.history.rights.Role.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    @ParameterizedTest
    @CsvSource({
        "LOOK_UP, SUPPORT LEAD ADMIN",
        "ACT, SUPPORT LEAD ADMIN",
        "LIFT_SUPPRESSION, LEAD ADMIN",
        "REVEAL, LEAD ADMIN",
        "READ_AUDIT, LEAD ADMIN",
        "READ_FIGURES, SUPPORT LEAD SRE ADMIN",
        "ERASE, ADMIN",
        "OPERATE, "
    })
    void eachRightIsOfTheseRolesInATenant(Right right, String roles) {
        var having = Arrays.stream(Role.values())
                .filter(role -> Grants.of(Set.of(role), Set.of("acme")).allow(right, "acme"))
                .map(Role::name)
                .collect(Collectors.joining(" "));

        assertThat(having).isEqualTo(roles == null ? "" : roles);
    }

    @Test
    void aRoleIsOneOfItsOwnTenantOnly() {
        var grants = new Grants(Map.of("acme", Set.of(LEAD), "other", Set.of(SUPPORT)));

        assertThat(grants.tenants(Right.LOOK_UP)).containsExactlyInAnyOrder("acme", "other");
        assertThat(grants.tenants(Right.READ_AUDIT)).containsExactly("acme");
        assertThat(grants.allow(Right.REVEAL, "other")).isFalse();
        assertThat(grants.allow(Right.LOOK_UP, "third")).isFalse();
    }

    @Test
    void whoOperatesTheInstallationSeesNoTenantsData() {
        var grants = Grants.of(Set.of(ADMIN), Set.of(Grants.INSTALLATION));

        assertThat(Arrays.stream(Right.values()).filter(grants::allow))
                .containsExactlyInAnyOrder(Right.OPERATE, Right.READ_AUDIT);
    }

    @Test
    void rolesOfSeveralGroupsAddUp() {
        var grants = Grants.of(Set.of(SRE), Set.of("acme")).and(Grants.of(Set.of(SUPPORT), Set.of("acme", "other")));

        assertThat(grants.in("acme")).containsExactlyInAnyOrder(SRE, SUPPORT);
        assertThat(grants.in("other")).containsExactly(SUPPORT);
    }
}
