package ontime.sandbox.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.DatabaseServer;
import ontime.infrastructure.Ports;
import ontime.sandbox.carrier.topic.SigningKey;
import ontime.sandbox.carrier.topic.Topic;

/** What each service of the installation is told, under the names of its own properties. */
final class ServiceSettings {
    private static final String TENANT = "demo";

    /** So that somebody who changes a number behind our back soon sees it found. */
    private static final String RECONCILED_EVERY = "30s";

    /** Off is what a demonstration from one machine, with numbers of one range, would soon run into. */
    private static final String POLICY = """
            {"numbers": {"testNumbers": true},
             "limits": {"prefix": null, "clientIp": null, "spend": null, "pumping": null}}""";

    private final Installation installation;
    private final Supplier<DatabaseServer> database;

    ServiceSettings(Installation installation, Supplier<DatabaseServer> database) {
        this.installation = installation;
        this.database = database;
    }

    /** The settings as arguments of a command line, which override every other source. */
    String[] arguments(Service service) {
        var settings = new HashMap<>(forAll(service));
        settings.putAll(own(service));
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private Map<String, String> forAll(Service service) {
        return Map.ofEntries(
                Map.entry("server.address", Ports.LOOPBACK),
                Map.entry("server.port", Integer.toString(service.port(installation.ports()))),
                Map.entry("spring.kafka.bootstrap-servers", installation.bootstrapServers()),
                // Known again after a kill; a stranger waits 45 s until the broker gives its predecessor up.
                Map.entry("spring.kafka.consumer.properties[group.instance.id]", service.artifact()),
                Map.entry(
                        "ontime.registry.url", PortPlan.url(installation.ports().registry())),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "5s"),
                // The registry of the whole JVM would mix the services' measurements.
                Map.entry("management.metrics.use-global-registry", "false"));
    }

    private Map<String, String> own(Service service) {
        return switch (service) {
            case ISSUER -> issuer(database.get().schema("issuer"));
            case DELIVERY_HISTORY -> history(database.get().schema("history"));
            case RECEIPT_GATEWAY -> gateway(database.get().schema("gateway"));
            case DIRECTORY -> directory(database.get().schema("directory"));
            case SMS_WORKER -> smsWorker();
            case EMAIL_WORKER -> emailWorker();
            case SANDBOX -> sandbox();
        };
    }

    private Map<String, String> issuer(DatabaseAccount account) {
        var settings = database(account);
        settings.put("ontime.issuer.keys.codes", key("codes.json"));
        settings.put("ontime.issuer.keys.fingerprints", key("fingerprints.json"));
        settings.put("ontime.issuer.keys.contents", key("contents.json"));
        settings.put("ontime.issuer.keys.sms", key("sms.public.json"));
        settings.put("ontime.issuer.keys.email", key("email.public.json"));
        settings.put("ontime.issuer.agents.public-key", key("agents.public.pem"));
        settings.put("ontime.issuer.keys.issuer", key("issuer.private.json"));
        settings.put(
                "ontime.issuer.support-url", PortPlan.url(installation.ports().history()) + "/logins/");
        var tenant = "ontime.issuer.tenants." + TENANT;
        settings.put(tenant + ".api-keys", installation.credentials().apiKeyHash());
        settings.put(tenant + ".admin-keys", installation.credentials().adminApiKeyHash());
        settings.put(tenant + ".policy", POLICY);
        return settings;
    }

    private Map<String, String> history(DatabaseAccount account) {
        var settings = database(account);
        settings.put("ontime.history.http-basic", "true");
        settings.put("ontime.history.search.fingerprint-key", key("fingerprints.hmac"));
        settings.put(
                "ontime.history.issuer.url", PortPlan.url(installation.ports().issuer()));
        settings.put("ontime.history.issuer.private-key", key("agents.private.pem"));
        person(
                settings,
                "history",
                Credentials.SUPPORT,
                installation.credentials().supportPassword(),
                "SUPPORT",
                TENANT);
        // Of the installation, too: there is nobody else on this machine who could rebuild the tables.
        person(
                settings,
                "history",
                Credentials.ADMIN,
                installation.credentials().adminPassword(),
                "ADMIN",
                TENANT + ",*");
        return settings;
    }

    private Map<String, String> gateway(DatabaseAccount account) {
        var settings = database(account);
        // Nothing here is reached from the internet, and everybody looks for the metrics where the service is.
        settings.put(
                "management.server.port", Integer.toString(installation.ports().gateway()));
        settings.put(
                "ontime.gateway.firehose.access-keys",
                installation.credentials().gatewayKeyHash());
        // The gateway believes the simulated SNS and nobody else: with this certificate AWS itself would be a stranger.
        var sns = "ontime.gateway.sns.";
        settings.put(sns + "topics", Topic.ARN);
        settings.put(
                sns + "certificate",
                SigningKey.certificate(installation.home().keys())
                        .toAbsolutePath()
                        .toString());
        settings.put(sns + "endpoint", PortPlan.url(installation.ports().sns()));
        var mailbox = "ontime.gateway.mailbox.";
        settings.put(mailbox + "host", Ports.LOOPBACK);
        settings.put(mailbox + "port", Integer.toString(installation.ports().bounces()));
        settings.put(mailbox + "tls", "false");
        settings.put(mailbox + "username", "bounces");
        settings.put(mailbox + "password", installation.credentials().gatewayKey());
        settings.put(mailbox + "poll", "2s");
        return settings;
    }

    private Map<String, String> directory(DatabaseAccount account) {
        var settings = database(account);
        var keys = "ontime.directory.keys.";
        settings.put(keys + "fingerprints", key("fingerprints.json"));
        settings.put(keys + "contents", key("directory.json"));
        settings.put(keys + "recovery", key("recovery.json"));
        settings.put(keys + "issuer", key("issuer.public.json"));
        settings.put(
                "ontime.directory.issuer-url", PortPlan.url(installation.ports().issuer()));
        var tenant = "ontime.directory.tenants." + TENANT + ".";
        settings.put(tenant + "api-keys", installation.credentials().apiKeyHash());
        settings.put(tenant + "admin-keys", installation.credentials().adminApiKeyHash());
        settings.put(tenant + "test-numbers", "true");
        settings.put(tenant + "issuer-admin-key", installation.credentials().adminApiKey());
        settings.put("ontime.directory.reconcile.every", RECONCILED_EVERY);
        outside(settings, tenant + "outside.entra.", "GRAPH", "/graph/v1.0");
        outside(settings, tenant + "outside.scim.", "SCIM", "/scim/v2");
        settings.put(
                tenant + "self-service-url", PortPlan.url(installation.ports().directory()) + "/me");
        settings.put("ontime.directory.http-basic", "true");
        person(
                settings,
                "directory",
                Credentials.ADMIN,
                installation.credentials().adminPassword(),
                "ADMIN",
                TENANT);
        return settings;
    }

    /** The simulated stores of identity providers. */
    private void outside(Map<String, String> settings, String store, String kind, String path) {
        String sandbox = PortPlan.url(installation.ports().sandbox());
        settings.put(store + "kind", kind);
        settings.put(store + "url", sandbox + path);
        settings.put(store + "secret", installation.credentials().identitySecret());
        settings.put(store + "plain-http", "true");
        if (kind.equals("GRAPH")) {
            settings.put(store + "token-url", sandbox + "/graph/oauth2/v2.0/token");
            settings.put(store + "client-id", "ontime");
        }
    }

    private static void person(
            Map<String, String> settings, String service, String name, String password, String roles, String tenants) {
        var user = "ontime." + service + ".users." + name;
        settings.put(user + ".password", password);
        settings.put(user + ".roles", roles);
        settings.put(user + ".tenants", tenants);
    }

    private Map<String, String> smsWorker() {
        return Map.of(
                "ontime.worker.private-key", key("sms.private.json"),
                "ontime.sms.endpoint", PortPlan.url(installation.ports().sns()),
                "ontime.sms.region", "eu-west-2");
    }

    private Map<String, String> emailWorker() {
        return Map.of(
                "ontime.worker.private-key",
                key("email.private.json"),
                "ontime.email.host",
                Ports.LOOPBACK,
                "ontime.email.port",
                Integer.toString(installation.ports().smtp()),
                "ontime.email.from",
                "OnTime <login@example.com>",
                "ontime.email.tls",
                "NONE");
    }

    private Map<String, String> sandbox() {
        var ports = installation.ports();
        return Map.ofEntries(
                Map.entry("ontime.sandbox.bind-address", Ports.LOOPBACK),
                Map.entry("ontime.sandbox.imap-port", Integer.toString(ports.bounces())),
                Map.entry("ontime.sandbox.sns-port", Integer.toString(ports.sns())),
                Map.entry("ontime.sandbox.smtp-port", Integer.toString(ports.smtp())),
                Map.entry("ontime.sandbox.issuer-url", PortPlan.url(ports.issuer())),
                Map.entry("ontime.sandbox.history-url", PortPlan.url(ports.history())),
                Map.entry("ontime.sandbox.gateway-url", PortPlan.url(ports.gateway())),
                Map.entry(
                        "ontime.sandbox.gateway-key", installation.credentials().gatewayKey()),
                Map.entry(
                        "ontime.sandbox.signing-keys",
                        installation.home().keys().toAbsolutePath().toString()),
                Map.entry(
                        "ontime.sandbox.identity-secret",
                        installation.credentials().identitySecret()),
                Map.entry("ontime.sandbox.api-key", installation.credentials().apiKey()));
    }

    private static Map<String, String> database(DatabaseAccount account) {
        var settings = new HashMap<String, String>();
        settings.put("spring.datasource.url", account.jdbcUrl());
        settings.put("spring.datasource.username", account.user());
        settings.put("spring.datasource.password", account.password());
        // Every connection is a process of PostgreSQL with some megabytes of its own.
        settings.put("spring.datasource.hikari.maximum-pool-size", "6");
        settings.put("spring.datasource.hikari.minimum-idle", "1");
        return settings;
    }

    private String key(String file) {
        return installation.home().keys().resolve(file).toAbsolutePath().toString();
    }
}
