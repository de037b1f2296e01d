package ontime.issuer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void aPolicyWithSeveralProblemsNamesTheFieldOfTheFirstAndTellsAll() {
        var problem = Refusal.invalidPolicy(List.of("wording.templates.cy.sms: has no {code}", "wording.zone: is odd"))
                .problem();

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.type()).isEqualTo("invalid-policy");
        assertThat(problem.field()).isEqualTo("wording.templates.cy.sms");
        assertThat(problem.detail()).isEqualTo("wording.templates.cy.sms: has no {code}; wording.zone: is odd");
    }
}
