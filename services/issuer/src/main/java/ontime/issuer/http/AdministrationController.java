package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.List;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Unlocking;
import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.Ranges;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lifts by hand what the issuer closes by itself: locked users and closed number ranges. Each time it logs a line. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class AdministrationController {

    private static final Logger LOG = LoggerFactory.getLogger(AdministrationController.class);

    private final Unlocking unlocking;
    private final Ranges ranges;
    private final InstantSource clock;

    AdministrationController(Unlocking unlocking, Ranges ranges, InstantSource clock) {
        this.unlocking = unlocking;
        this.ranges = ranges;
        this.clock = clock;
    }

    record ClosedRanges(List<Closed> closedRanges) {}

    /** @param prefix of the numbers, or the country where it is a whole one */
    record Closed(String prefix, String country, String closedAt, String reopensAt, long sent, long entered) {

        static Closed of(ClosedRange range) {
            return new Closed(
                    range.range().name(),
                    range.range().country(),
                    Answers.format(range.closedAt()),
                    Answers.format(range.reopensAt()),
                    range.closedBy().sent(),
                    range.closedBy().entered());
        }
    }

    @PostMapping("/users/{userId}/unlock")
    @Operation(summary = "Sets the wrong codes of a user back (ADMIN)")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlock(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) @Nullable Reason body) {
        String reason = Reason.read(header, body);
        int failures =
                unlocking.unlock(caller.tenant(), Identifier.user(userId)).orElseThrow(() -> Refusal.unknown("user"));
        LOG.info(
                "{} of {} unlocked the user {} after {} wrong codes in a row: {}",
                caller.name(),
                caller.tenant(),
                userId,
                failures,
                reason);
    }

    @GetMapping("/closed-ranges")
    @Operation(summary = "Ranges of numbers that are closed for SMS (ADMIN)")
    ClosedRanges closedRanges(@RequestAttribute(CredentialFilter.CALLER) Caller caller) {
        return new ClosedRanges(closed(caller).stream().map(Closed::of).toList());
    }

    @DeleteMapping("/closed-ranges/{prefix}")
    @Operation(summary = "Opens a range of numbers, or a country, for SMS again (ADMIN)")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void open(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String prefix,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) @Nullable Reason body) {
        String reason = Reason.read(header, body);
        var opened = closed(caller).stream()
                .map(ClosedRange::range)
                .filter(range -> range.name().equals(prefix))
                // All of them: two countries may share a prefix.
                .filter(range -> ranges.open(new Ranges.OfTenant(caller.tenant(), range), clock.instant()))
                .toList();
        if (opened.isEmpty()) {
            throw Refusal.unknown("closed range");
        }
        LOG.info("{} of {} opened {} for SMS again: {}", caller.name(), caller.tenant(), prefix, reason);
    }

    private List<ClosedRange> closed(Caller caller) {
        return ranges.closed(clock.instant()).stream()
                .filter(range -> range.tenant().equals(caller.tenant()))
                .toList();
    }
}
