package ontime.issuer.icu;

import java.util.ArrayList;
import java.util.List;
import ontime.issuer.policy.WordingCheck.Findings;

/** Collects what is found, each under its field. */
final class Report {

    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void problem(String field, String reason) {
        problems.add(field + ": " + reason);
    }

    void warning(String field, String reason) {
        warnings.add(field + ": " + reason);
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    Findings findings() {
        return new Findings(problems, warnings);
    }
}
