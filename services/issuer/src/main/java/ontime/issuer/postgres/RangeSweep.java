package ontime.issuer.postgres;

import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.RangeWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Looks after number ranges every few seconds, and says loudly what was closed. */
public final class RangeSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RangeSweep.class);

    private final RangeWatch watch;

    public RangeSweep(RangeWatch watch) {
        this.watch = watch;
    }

    @Scheduled(fixedDelayString = "${ontime.issuer.limits.sweep:5s}")
    void sweep() {
        try {
            watch.sweep().forEach(RangeSweep::tell);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("number ranges cannot be judged: {}", e.getClass().getSimpleName());
        }
    }

    private static void tell(ClosedRange closed) {
        LOG.warn(
                "closed {} ({}) for SMS of {} until {}: of {} codes that were sent, {} were entered; this looks like"
                        + " SMS pumping",
                closed.range().name(),
                closed.range().country(),
                closed.tenant(),
                closed.reopensAt(),
                closed.closedBy().sent(),
                closed.closedBy().entered());
    }
}
