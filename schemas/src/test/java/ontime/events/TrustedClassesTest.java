package ontime.events;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrustedClassesTest {

    @BeforeEach
    @AfterEach
    void onlyAvrosOwnClassesAreTrusted() {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.DEFAULT_TRUSTED_CLASSES);
    }

    @Test
    void withoutThemAvroRefusesToReadAnEvent() {
        assertThatThrownBy(TrustedClassesTest::readBackAnEvent)
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("Forbidden");
    }

    @Test
    void withThemAnEventIsReadHoweverOftenTheyAreInstalled() {
        TrustedClasses.install();
        TrustedClasses.install();

        assertThatCode(TrustedClassesTest::readBackAnEvent).doesNotThrowAnyException();
    }

    @Test
    void everybodyElsesClassesStayForbidden() {
        TrustedClasses.install();

        assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                .isInstanceOf(SecurityException.class);
    }

    private static void readBackAnEvent() throws Exception {
        var event = CodeChecked.newBuilder()
                .setEventId("01900000-0000-7000-8000-000000000001")
                .setTenant("acme")
                .setUserId("u-17")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setOutcome(CheckOutcome.VERIFIED)
                .setAttemptsLeft(5)
                .setCheckedAt(Instant.EPOCH)
                .build();
        CodeChecked.fromByteBuffer(event.toByteBuffer());
    }
}
