package ontime.sandbox.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import ontime.infrastructure.Ports;

/** Which port is whose. All are counted from one base, so that two installations fit on one machine. */
record PortPlan(int base) {
    static final String BASE_VARIABLE = "ONTIME_PORT_BASE";
    private static final int DEFAULT_BASE = 8080;
    private static final int HIGHEST_OFFSET = 15;
    private static final int HIGHEST_BASE = 65_535 - HIGHEST_OFFSET;

    PortPlan {
        if (base < 1 || base > HIGHEST_BASE) {
            throw new StartFailedException(BASE_VARIABLE + " must be a number from 1 to " + HIGHEST_BASE);
        }
    }

    static PortPlan from(Map<String, String> environment) {
        var base = environment.get(BASE_VARIABLE);
        if (base == null || base.isBlank()) {
            return new PortPlan(DEFAULT_BASE);
        }
        try {
            return new PortPlan(Integer.parseInt(base.strip()));
        } catch (NumberFormatException e) {
            // The constructor says what is allowed.
            return new PortPlan(0);
        }
    }

    int history() {
        return base;
    }

    int issuer() {
        return base + 1;
    }

    int gateway() {
        return base + 2;
    }

    int directory() {
        return base + 3;
    }

    int smsWorker() {
        return base + 4;
    }

    int emailWorker() {
        return base + 5;
    }

    int bounces() {
        return base + 6;
    }

    int sandbox() {
        return base + 10;
    }

    int sns() {
        return base + 11;
    }

    int smtp() {
        return base + 12;
    }

    int kafka() {
        return base + 13;
    }

    int registry() {
        return base + 14;
    }

    int postgres() {
        return base + HIGHEST_OFFSET;
    }

    static String url(int port) {
        return "http://" + Ports.LOOPBACK + ":" + port;
    }

    /** The ports that something listens on, with the listener's name. */
    SequencedMap<Integer, String> used() {
        var used = new LinkedHashMap<Integer, String>();
        used.put(history(), "delivery-history");
        used.put(issuer(), "issuer");
        used.put(gateway(), "receipt-gateway");
        used.put(directory(), "directory");
        used.put(smsWorker(), "sms-worker");
        used.put(emailWorker(), "email-worker");
        used.put(bounces(), "the mailbox for bounces");
        used.put(sandbox(), "the sandbox");
        used.put(sns(), "the SNS endpoint");
        used.put(smtp(), "the mail server");
        used.put(kafka(), "Kafka");
        used.put(registry(), "the schema registry");
        used.put(postgres(), "PostgreSQL");
        return used;
    }
}
