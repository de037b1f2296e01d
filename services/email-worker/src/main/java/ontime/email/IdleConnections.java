package ontime.email;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Closes connections that nobody uses, also when no mail comes: a server counts those that are open. */
@Component
final class IdleConnections {

    private final SmtpRoutes relays;

    IdleConnections(SmtpRoutes relays) {
        this.relays = relays;
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void close() {
        relays.closeIdle();
    }
}
