package ontime.directory.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import ontime.directory.access.Person;
import ontime.directory.bulk.Csv;
import ontime.directory.bulk.Exporting;
import ontime.directory.bulk.Importing;
import ontime.directory.bulk.MalformedTableException;
import ontime.directory.bulk.Progress;
import ontime.directory.user.Actor;
import ontime.directory.user.RefusedException;
import ontime.directory.wording.Words;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Users by the thousand: a table goes in, with a trial run first, and a table comes out. */
@Controller("bulkPages")
class BulkController {

    private final Importing importing;
    private final Exporting exporting;

    BulkController(Importing importing, Exporting exporting) {
        this.importing = importing;
        this.exporting = exporting;
    }

    /** What the page shows of an import. */
    record Shown(
            String id,
            boolean trial,
            String state,
            String words,
            String title,
            int rows,
            int done,
            int created,
            int changed,
            int unchanged,
            int refused,
            List<String> problems,
            Moment begun,
            boolean running) {

        static Shown of(Progress progress) {
            return new Shown(
                    progress.id(),
                    progress.dryRun(),
                    switch (progress.state()) {
                        case WAITING, RUNNING -> "info";
                        case DONE -> progress.refused() > 0 ? "warning" : "ok";
                        case FAILED -> "error";
                    },
                    switch (progress.state()) {
                        case WAITING -> "waits";
                        case RUNNING -> "under way";
                        case DONE -> "done";
                        case FAILED -> "broke off";
                    },
                    title(progress),
                    progress.rows(),
                    progress.done(),
                    progress.created(),
                    progress.changed(),
                    progress.unchanged(),
                    progress.refused(),
                    progress.problems(),
                    Moment.of(progress.madeAt()),
                    progress.state() == Progress.State.WAITING || progress.state() == Progress.State.RUNNING);
        }

        public String name() {
            return trial ? "Trial run" : "Import";
        }

        public String counts() {
            return "%d of %d lines: %d new, %d changed, %d refused".formatted(done, rows, created, changed, refused);
        }

        private static String title(Progress progress) {
            String what = progress.dryRun() ? "The trial run" : "The import";
            return switch (progress.state()) {
                case WAITING -> what + " waits for another";
                case RUNNING -> what + " is under way";
                case DONE -> what + " is done" + (progress.dryRun() ? ": nothing was changed" : "");
                case FAILED -> what + " broke off" + (progress.dryRun() ? "" : ": send the table again, it goes on");
            };
        }
    }

    @GetMapping("/imports")
    String table(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute(
                "lately",
                importing.lately(person.tenant()).stream().map(Shown::of).toList());
        return "imports";
    }

    @PostMapping("/imports")
    String begin(
            @AuthenticationPrincipal Person person,
            @RequestParam(required = false) @Nullable MultipartFile table,
            @RequestParam(defaultValue = "trial") String run,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            HttpServletResponse response)
            throws IOException {
        if (!Actor.isReason(reason)) {
            return again(person, "Say why, in one line. Nothing was imported.", reason, model, response);
        }
        if (table == null || table.isEmpty()) {
            return again(person, "Choose a table.", reason, model, response);
        }
        try {
            var begun = importing.begin(
                    person.tenant(),
                    Csv.text(table.getBytes()),
                    !run.equals("real"),
                    DeedsController.actor(person, reason));
            return "redirect:/imports/" + begun.id();
        } catch (MalformedTableException e) {
            return again(person, "This is no table that can be imported: " + e.why() + ".", reason, model, response);
        } catch (RefusedException e) {
            return again(person, Words.of(e), reason, model, response);
        }
    }

    private String again(Person person, String mistake, String reason, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("mistake", mistake);
        model.addAttribute("reason", reason);
        return table(person, model);
    }

    @GetMapping("/imports/{importId}")
    String progress(@AuthenticationPrincipal Person person, @PathVariable String importId, Model model) {
        var progress = importing
                .find(person.tenant(), importId)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_CHANGE));
        model.addAttribute("page", Shown.of(progress));
        return "import";
    }

    @PostMapping("/export")
    @Nullable
    String export(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            HttpServletResponse response)
            throws IOException {
        if (!Actor.isReason(reason)) {
            return again(person, "Say why you take a copy of all users, in one line.", "", model, response);
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"users.csv\"");
        var out = Objects.requireNonNull(response.getWriter());
        exporting.write(person.tenant(), DeedsController.actor(person, reason), out::write);
        return null;
    }
}
