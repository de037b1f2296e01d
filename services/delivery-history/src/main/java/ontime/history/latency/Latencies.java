package ontime.history.latency;

import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import ontime.history.facts.Login;

/** Reads the logins of a stretch of time: all of them, or evenly chosen ones when there are very many. */
public interface Latencies {

    /**
     * Reads the logins that began in a stretch of time, of certain tenants only.
     *
     * @param from the first instant
     * @param to the first instant after it
     * @param now decides what has expired
     * @param reader is given each login that is read
     */
    Sample read(Instant from, Instant to, Set<String> tenants, Instant now, Consumer<Login> reader);

    /**
     * What was read.
     *
     * @param logins that began in this time, about so many when not all were read
     * @param oneIn of so many logins one was read, chosen by its identifier; 1 when all were
     */
    record Sample(long logins, long oneIn) {}
}
