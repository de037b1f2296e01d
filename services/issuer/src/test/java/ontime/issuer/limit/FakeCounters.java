package ontime.issuer.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counters that remember what they were asked for, and answer what a test wants. */
final class FakeCounters implements Counters {

    /** One call. */
    record Asked(
            String tenant, List<Quota> quotas, @Nullable SmsSent sms) {

        List<LimitName> limits() {
            return quotas.stream().map(Quota::limit).toList();
        }
    }

    private final List<Asked> asked = new ArrayList<>();
    private Optional<Reached> answer = Optional.empty();

    void answer(Reached reached) {
        answer = Optional.of(reached);
    }

    /** Every call so far. */
    List<Asked> asked() {
        return asked;
    }

    @Override
    public Optional<Reached> take(String tenant, List<Quota> quotas, @Nullable SmsSent sms, Instant now) {
        asked.add(new Asked(tenant, quotas, sms));
        return answer;
    }
}
