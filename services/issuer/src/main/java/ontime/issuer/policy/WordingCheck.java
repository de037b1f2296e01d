package ontime.issuer.policy;

import java.util.List;

/** Looks through what a tenant wants its messages to say, before any person gets one. */
public interface WordingCheck {

    Findings check(Wording wording);

    /**
     * What was found.
     *
     * @param problems that make the wording unusable, each as {@code field: reason}, the field with the way to it
     *     through the policy, for example {@code wording.templates.cy.sms: has no {code}}
     * @param warnings of what works but costs, in plain words
     */
    record Findings(List<String> problems, List<String> warnings) {

        public static final Findings NONE = new Findings(List.of(), List.of());

        public Findings {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
