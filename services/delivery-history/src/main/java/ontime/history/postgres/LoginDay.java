package ontime.history.postgres;

import java.time.LocalDate;
import java.time.ZoneOffset;
import ontime.history.facts.Fact;

/** A day (UTC) on which a login has a fact. */
record LoginDay(String tenant, String loginId, LocalDate day) {

    static LoginDay of(Fact fact) {
        return new LoginDay(
                fact.tenant(),
                fact.loginId(),
                fact.at().atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
