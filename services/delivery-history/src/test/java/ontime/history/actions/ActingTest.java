package ontime.history.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.AuditUnavailableException;
import ontime.history.audit.Outcome;
import ontime.history.rights.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActingTest {

    private static final Agent LENA = new Agent("lena", "acme", Set.of(Role.LEAD));
    private static final Order REVEAL = new Order.Reveal("c-1", Channel.SMS);
    private static final Reason WHY = new Reason("she asks");

    private final List<String> happened = new ArrayList<>();
    private int writable = Integer.MAX_VALUE;

    @Test
    void itIsWrittenDownBeforeItIsDoneAndItsEndAfter() {
        var result = acting(new Result.Shown("+447700900481")).act(LENA, "l-1", REVEAL, WHY, "key");

        assertThat(result).isEqualTo(new Result.Shown("+447700900481"));
        assertThat(happened).containsExactly("BEGUN", "asked the issuer", "DONE");
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() {
        writable = 0;

        assertThat(acting(new Result.Cancelled()).act(LENA, "l-1", REVEAL, WHY, "key"))
                .isEqualTo(new Result.NotAudited(Result.Done.NO));
        assertThat(happened).isEmpty();
    }

    @Test
    void aNumberWhoseEndCannotBeWrittenDownIsNotShown() {
        writable = 1;

        assertThat(acting(new Result.Shown("+447700900481")).act(LENA, "l-1", REVEAL, WHY, "key"))
                .isEqualTo(new Result.NotAudited(Result.Done.YES));
    }

    @ParameterizedTest
    @CsvSource({"true, PERHAPS", "false, NO"})
    void whatTheIssuerMayHaveHeardIsNotCalledUndoneWhenItsEndCannotBeWrittenDown(boolean perhaps, Result.Done done) {
        writable = 1;

        assertThat(acting(new Result.Unanswered(perhaps)).act(LENA, "l-1", REVEAL, WHY, "key"))
                .isEqualTo(new Result.NotAudited(done));
    }

    @Test
    void noTextOfAResultTellsTheNumber() {
        assertThat(new Result.Shown("+447700900481").toString()).doesNotContain("900481");
    }

    private Acting acting(Result result) {
        return new Acting(issuer(result), log(), () -> Instant.EPOCH);
    }

    private AuditLog log() {
        return new AuditLog() {
            @Override
            public void record(List<AuditEntry> entries) {
                if (writable == 0) {
                    throw new AuditUnavailableException(new IllegalStateException("the database is away"));
                }
                writable--;
                entries.stream().map(AuditEntry::outcome).map(Outcome::name).forEach(happened::add);
            }

            @Override
            public Page find(Filter filter, Set<String> tenants) {
                return new Page(List.of(), null);
            }
        };
    }

    private Issuer issuer(Result result) {
        return new Issuer() {
            @Override
            public Result perform(Agent agent, Order order, Reason reason, String key) {
                happened.add("asked the issuer");
                return result;
            }

            @Override
            public Optional<Instant> resendableFrom(Agent agent, String challengeId) {
                return Optional.empty();
            }

            @Override
            public Optional<List<Suppression>> suppressions(Agent agent) {
                return Optional.empty();
            }

            @Override
            public Result forget(Agent agent, String userId) {
                return result;
            }
        };
    }
}
