package ontime.gateway.kafka;

import ontime.gateway.correlation.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes the rounds, as often as is needed. */
@Component
final class Clockwork {

    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    private final Rounds rounds;

    Clockwork(Rounds rounds) {
        this.rounds = rounds;
    }

    @Scheduled(fixedDelayString = "${ontime.gateway.rounds:1s}")
    void look() {
        try {
            var strangers = rounds.make();
            if (strangers != null) {
                LOG.warn("reports about messages that are not ours: {}", strangers);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        }
    }

    @Scheduled(fixedDelayString = "${ontime.gateway.tidy:1h}")
    void tidy() {
        try {
            rounds.tidy();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        }
    }
}
