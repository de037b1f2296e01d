package ontime.sandbox.launcher;

import ontime.directory.DirectoryApplication;
import ontime.email.EmailWorkerApplication;
import ontime.gateway.GatewayApplication;
import ontime.history.HistoryApplication;
import ontime.issuer.IssuerApplication;
import ontime.sandbox.SandboxApplication;
import ontime.sms.SmsWorkerApplication;
import org.springframework.boot.SpringApplication;

/** The services of an installation, each by its artifact, which is also its name. */
enum Service {
    ISSUER("issuer"),
    DELIVERY_HISTORY("delivery-history"),
    RECEIPT_GATEWAY("receipt-gateway"),
    DIRECTORY("directory"),
    SMS_WORKER("sms-worker"),
    EMAIL_WORKER("email-worker"),
    SANDBOX("sandbox");

    private final String artifact;

    Service(String artifact) {
        this.artifact = artifact;
    }

    String artifact() {
        return artifact;
    }

    SpringApplication application() {
        return switch (this) {
            case ISSUER -> IssuerApplication.application();
            case DELIVERY_HISTORY -> HistoryApplication.application();
            case RECEIPT_GATEWAY -> GatewayApplication.application();
            case DIRECTORY -> DirectoryApplication.application();
            case SMS_WORKER -> SmsWorkerApplication.application();
            case EMAIL_WORKER -> EmailWorkerApplication.application();
            case SANDBOX -> SandboxApplication.application();
        };
    }

    /** Whether it ends when the broker or the database is not there. */
    boolean needsServers() {
        return this != SANDBOX;
    }

    int port(PortPlan ports) {
        return switch (this) {
            case ISSUER -> ports.issuer();
            case DELIVERY_HISTORY -> ports.history();
            case RECEIPT_GATEWAY -> ports.gateway();
            case DIRECTORY -> ports.directory();
            case SMS_WORKER -> ports.smsWorker();
            case EMAIL_WORKER -> ports.emailWorker();
            case SANDBOX -> ports.sandbox();
        };
    }
}
