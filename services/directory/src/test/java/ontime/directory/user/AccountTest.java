package ontime.directory.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Methods come with contacts, and stay away when they were taken away. */
class AccountTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UserKey USER = new UserKey("demo", "u-1");

    private final Account enrolled = Account.created(USER, null, NOW).with(phone(1, "+44 •••• ••0123"), true);
    private final Account reset = enrolled.without(EnumSet.of(MethodKind.SMS), true, NOW);

    @Test
    void aContactThatIsSetUpBringsItsMethod() {
        var back = reset.with(phone(2, "+44 •••• ••0124"), true);

        assertThat(back.methods()).containsExactly(MethodKind.SMS);
        assertThat(back.reregistration()).isFalse();
    }

    @Test
    void aContactThatOnlyComesBackBringsNoMethodThatWasTakenAway() {
        var still = reset.with(phone(2, "+44 •••• ••0124"), false);

        assertThat(still.version(ContactKind.PHONE)).isEqualTo(2);
        assertThat(still.methods()).isEmpty();
        assertThat(still.reregistration()).isTrue();
    }

    @Test
    void aContactThatComesBackKeepsItsMethod() {
        assertThat(enrolled.with(phone(2, "+44 •••• ••0124"), false).methods()).containsExactly(MethodKind.SMS);
    }

    @Test
    void aContactThatGoesTakesItsMethodAndNobodysDuty() {
        assertThat(enrolled.with(phone(2, null), false).methods()).isEmpty();
        assertThat(reset.with(phone(2, null), false).reregistration()).isTrue();
    }

    @Test
    void recoveryCodesAreNoMethodToRegisterAnewWith() {
        var still = reset.withRecoveryCodes(NOW);

        assertThat(still.methods()).containsExactly(MethodKind.RECOVERY_CODE);
        assertThat(still.reregistration()).isTrue();
        assertThat(enrolled.withRecoveryCodes(NOW).reregistration()).isFalse();
    }

    @Test
    void aChangeIsNotBeforeTheLastOneWhateverAClockSays() {
        assertThat(enrolled.next(NOW.minusSeconds(1))).isEqualTo(NOW);
        assertThat(enrolled.next(NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(1));
    }

    private static ContactVersion phone(long version, @Nullable String masked) {
        return new ContactVersion(
                USER,
                ContactKind.PHONE,
                version,
                masked == null ? null : new ContactVersion.Shown(masked, "fingerprint", "GB"),
                null,
                false,
                null,
                null,
                new Actor(ChangedBy.ADMINISTRATOR, "somebody", "why"),
                NOW,
                NOW);
    }
}
