package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.actions.Reason;
import ontime.history.audit.Action;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import ontime.history.projection.Eraser;
import ontime.history.projection.Rebuild;
import ontime.history.rights.Grants;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What only an administrator does: erasing a user, rebuilding the tables. */
@RestController
@RequestMapping("/v1")
class AdministrationController {

    private static final Logger LOG = LoggerFactory.getLogger(AdministrationController.class);

    private final Eraser eraser;
    private final IssuersMemory issuers;
    private final Rebuild rebuild;
    private final Witness witness;

    AdministrationController(Eraser eraser, IssuersMemory issuers, Rebuild rebuild, Witness witness) {
        this.eraser = eraser;
        this.issuers = issuers;
        this.rebuild = rebuild;
        this.witness = witness;
    }

    /**
     * Who is to be erased.
     *
     * @param tenant may be left out by an administrator of one tenant
     * @param reason why, for whoever reads the audit
     */
    record Erasing(
            @Nullable String userId,
            @Nullable String tenant,
            @Nullable String reason) {}

    /**
     * What came of it.
     *
     * @param outcome {@code DONE}, or {@code NOTHING_FOUND} where neither the history nor the issuer knew of the user
     * @param contacts changes of contacts
     */
    record Erasure(
            @Schema(allowableValues = {"DONE", "NOTHING_FOUND"})
            Outcome outcome,

            int logins,
            int facts,
            int contacts) {

        static Erasure of(Eraser.Erased erased, boolean knownToIssuer) {
            return new Erasure(
                    erased.isNothing() && !knownToIssuer ? Outcome.NOTHING_FOUND : Outcome.DONE,
                    erased.logins(),
                    erased.facts(),
                    erased.contacts());
        }
    }

    @PostMapping("/erasures")
    @Needs(Right.ERASE)
    @Operation(
            summary = "Makes what is known of a user identify nobody; the facts stay and count (ADMIN)",
            description = "Needs a userId and a reason.")
    Erasure erase(@RequestBody Erasing erasing, @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        if (erasing.userId() == null || erasing.userId().isBlank()) {
            throw RefusedCall.malformed("userId names who is to be erased.");
        }
        var reason = Reason.of(Objects.requireNonNullElse(erasing.reason(), ""))
                .orElseThrow(
                        () -> RefusedCall.malformed("reason says why, in a few words: it is kept with your name."));
        return witnessed(tenant(erasing, user), erasing.userId(), reason, user);
    }

    private Erasure witnessed(String tenant, String userId, Reason reason, HistoryUser user) {
        var subject = Subject.user(userId);
        witness.acts(user, tenant, Action.ERASED, subject, reason.text(), Outcome.BEGUN);
        var outcome = Outcome.FAILED;
        try {
            boolean knownToIssuer = issuers.erase(user, tenant, userId);
            var erased = Erasure.of(eraser.erase(tenant, userId), knownToIssuer);
            outcome = erased.outcome();
            LOG.info(
                    "{} erased a user of {}: {} facts of {} logins",
                    user.name(),
                    tenant,
                    erased.facts(),
                    erased.logins());
            return erased;
        } finally {
            witness.acts(user, tenant, Action.ERASED, subject, reason.text(), outcome);
        }
    }

    private static String tenant(Erasing erasing, HistoryUser user) {
        if (erasing.tenant() == null && user.tenants(Right.ERASE).size() == 1) {
            return user.tenants(Right.ERASE).iterator().next();
        }
        if (erasing.tenant() == null || !user.tenants(Right.ERASE).contains(erasing.tenant())) {
            throw RefusedCall.malformed("tenant is one of yours; you have more than one, or none of this name.");
        }
        return erasing.tenant();
    }

    @PostMapping("/rebuild")
    @Needs(Right.OPERATE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Builds the tables anew from the topics, while the old ones serve (ADMIN of the installation)")
    Rebuild.Progress rebuild(@Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        rebuilds(user, Outcome.BEGUN);
        try {
            return rebuild.begin(state -> ended(user, state));
        } catch (Rebuild.Running e) {
            rebuilds(user, Outcome.REFUSED);
            throw RefusedCall.rebuilding();
        } catch (RuntimeException e) {
            rebuilds(user, Outcome.FAILED);
            throw e;
        }
    }

    private void ended(HistoryUser user, Rebuild.State state) {
        rebuilds(user, state == Rebuild.State.DONE ? Outcome.DONE : Outcome.FAILED);
    }

    private void rebuilds(HistoryUser user, Outcome outcome) {
        LOG.info("a rebuild of the history, asked for by {}: {}", user.name(), outcome);
        witness.acts(
                user, Grants.INSTALLATION, Action.REBUILT, Subject.installation("the history's tables"), null, outcome);
    }

    @GetMapping("/rebuild")
    @Needs(Right.OPERATE)
    @Operation(summary = "How far the last rebuild is, whichever replica runs it (ADMIN of the installation)")
    Rebuild.Progress progress() {
        return rebuild.progress();
    }
}
