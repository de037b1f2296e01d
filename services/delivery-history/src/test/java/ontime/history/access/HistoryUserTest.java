package ontime.history.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import ontime.history.HistorySettings;
import ontime.history.rights.Role;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class HistoryUserTest {

    @Test
    void aPlainPasswordIsHashedOnceSoThatItTakesAsLongToCompareAsThatOfNobody() {
        var users = users("open sesame");

        var password = users.loadUserByUsername("sally").getPassword();

        assertThat(password).startsWith("{bcrypt}");
        assertThat(PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("open sesame", password))
                .isTrue();
        assertThat(users.loadUserByUsername("sally").getPassword()).isSameAs(password);
    }

    @Test
    void aHashOfTheDeploymentsIsKeptAsItIs() {
        var hash = "{pbkdf2@SpringSecurity_v5_8}0123456789abcdef";

        assertThat(users(hash).loadUserByUsername("sally").getPassword()).isEqualTo(hash);
    }

    private static UserDetailsService users(String password) {
        var sally = new HistorySettings.User(password, Set.of(Role.SUPPORT), Set.of("acme"), Map.of());
        return new AccessConfiguration()
                .historyUsers(new HistorySettings(
                        Map.of("sally", sally),
                        false,
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofHours(12)));
    }
}
