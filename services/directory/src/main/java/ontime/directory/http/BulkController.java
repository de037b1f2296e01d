package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.bulk.Csv;
import ontime.directory.bulk.Exporting;
import ontime.directory.bulk.Importing;
import ontime.directory.bulk.MalformedTableException;
import ontime.directory.bulk.Progress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Users by the thousand, as CSV. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping("/v1")
final class BulkController {

    private static final String CSV = "text/csv";
    private static final int LARGEST = 16 * 1024 * 1024;

    private final Importing importing;
    private final Exporting exporting;

    BulkController(Importing importing, Exporting exporting) {
        this.importing = importing;
        this.exporting = exporting;
    }

    /** How far an import is. */
    record Import(
            String importId,
            boolean dryRun,
            Progress.State state,
            int rows,
            int done,
            int created,
            int changed,
            int unchanged,
            int refused,
            List<String> problems,
            String startedAt,
            String updatedAt) {

        static Import of(Progress progress) {
            return new Import(
                    progress.id(),
                    progress.dryRun(),
                    progress.state(),
                    progress.rows(),
                    progress.done(),
                    progress.created(),
                    progress.changed(),
                    progress.unchanged(),
                    progress.refused(),
                    progress.problems(),
                    Times.format(progress.madeAt()),
                    Times.format(progress.touchedAt()));
        }
    }

    @PostMapping(path = "/imports", consumes = CSV, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Begins to import users: a header with userId and any of phone, email, locale; 16 MiB at most")
    ResponseEntity<Import> begin(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            InputStream body)
            throws IOException {
        var actor = Reason.actor(caller, reason, null);
        try {
            var begun = importing.begin(caller.tenant(), text(body), dryRun, actor);
            return ResponseEntity.accepted()
                    .location(URI.create("/v1/imports/" + begun.id()))
                    .body(Import.of(begun));
        } catch (MalformedTableException e) {
            throw Refusal.malformed("body", "cannot be read: " + e.why());
        }
    }

    private static String text(InputStream body) throws IOException, MalformedTableException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new BodyTooLargeException("The table is larger than 16 MiB");
        }
        return Csv.text(bytes);
    }

    @GetMapping(path = "/imports/{importId}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How far an import is")
    Import progress(@RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String importId) {
        return importing.find(caller.tenant(), importId).map(Import::of).orElseThrow(() -> Refusal.unknown("import"));
    }

    @GetMapping(path = "/export", produces = CSV)
    @Operation(summary = "All users with their contacts, masked, for a spreadsheet")
    void export(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            HttpServletResponse response)
            throws IOException {
        var actor = Reason.actor(caller, reason, null);
        response.setContentType(CSV + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"users.csv\"");
        exporting.write(caller.tenant(), actor, response.getWriter()::write);
    }
}
