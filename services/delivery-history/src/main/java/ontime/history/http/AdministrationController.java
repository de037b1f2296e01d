package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.projection.Eraser;
import ontime.history.projection.Rebuild;
import ontime.history.rights.Right;
import org.jspecify.annotations.Nullable;
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

    private final Eraser eraser;
    private final IssuersMemory issuers;
    private final Rebuild rebuild;

    AdministrationController(Eraser eraser, IssuersMemory issuers, Rebuild rebuild) {
        this.eraser = eraser;
        this.issuers = issuers;
        this.rebuild = rebuild;
    }

    /**
     * Who is to be erased.
     *
     * @param tenant may be left out by an administrator of one tenant
     */
    record Erasing(@Nullable String userId, @Nullable String tenant) {}

    @PostMapping("/erasures")
    @Needs(Right.ERASE)
    @Operation(summary = "Makes what is known of a user identify nobody; the facts stay and count (ADMIN)")
    Eraser.Erased erase(
            @RequestBody Erasing erasing, @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        if (erasing.userId() == null || erasing.userId().isBlank()) {
            throw RefusedCall.malformed("userId names who is to be erased.");
        }
        var tenant = tenant(erasing, user);
        issuers.erase(user, tenant, erasing.userId());
        return eraser.erase(tenant, erasing.userId());
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
    Rebuild.Progress rebuild() {
        try {
            return rebuild.begin();
        } catch (Rebuild.Running e) {
            throw RefusedCall.rebuilding();
        }
    }

    @GetMapping("/rebuild")
    @Needs(Right.OPERATE)
    @Operation(summary = "How far the last rebuild of this instance is (ADMIN of the installation)")
    Rebuild.Progress progress() {
        return rebuild.progress();
    }
}
