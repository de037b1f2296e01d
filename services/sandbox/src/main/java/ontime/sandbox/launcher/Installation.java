package ontime.sandbox.launcher;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import ontime.infrastructure.Ports;

/** What is decided before anything starts: where data go, which ports are used, who is let in. */
record Installation(Home home, PortPlan ports, Credentials credentials) {

    String bootstrapServers() {
        return Ports.LOOPBACK + ":" + ports.kafka();
    }

    /** What scripts and tests need to know of a running installation. */
    SequencedMap<String, String> environment(String databaseUrl) {
        var values = new LinkedHashMap<String, String>();
        values.put("ISSUER_URL", PortPlan.url(ports.issuer()));
        values.put("HISTORY_URL", PortPlan.url(ports.history()));
        values.put("GATEWAY_URL", PortPlan.url(ports.gateway()));
        values.put("DIRECTORY_URL", PortPlan.url(ports.directory()));
        values.put("SANDBOX_URL", PortPlan.url(ports.sandbox()));
        values.put("KAFKA_BOOTSTRAP", bootstrapServers());
        values.put("REGISTRY_URL", PortPlan.url(ports.registry()));
        values.put("DATABASE_URL", databaseUrl);
        values.put("API_KEY", credentials.apiKey());
        values.put("ADMIN_API_KEY", credentials.adminApiKey());
        values.put("SUPPORT_USER", Credentials.SUPPORT);
        values.put("SUPPORT_PASSWORD", credentials.supportPassword());
        values.put("ADMIN_USER", Credentials.ADMIN);
        values.put("ADMIN_PASSWORD", credentials.adminPassword());
        return values;
    }
}
