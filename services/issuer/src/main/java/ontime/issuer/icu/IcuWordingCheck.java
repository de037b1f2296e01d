package ontime.issuer.icu;

import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.message.Phrasing;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.policy.WordingCheck;

/**
 * Reads templates with the library that will put them into words. Knows every language of the Unicode CLDR. What is
 * ours needs no look at it: an issuer whose tenants have brought nothing starts without loading the library.
 */
public final class IcuWordingCheck implements WordingCheck {

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9-]{1,35}");

    private final Phrasing phrasing;
    private final OurTemplates ours;

    public IcuWordingCheck(Phrasing phrasing, OurTemplates ours) {
        this.phrasing = phrasing;
        this.ours = ours;
    }

    @Override
    public Findings check(Wording wording) {
        var report = new Report();
        var templates = new TemplateCheck(phrasing, report);
        new TreeMap<>(wording.templates())
                .forEach((tag, template) -> checkTemplate(tag, template, templates, wording, report));
        wording.languages().forEach(language -> checkLanguage(language, wording, report));
        // What an SMS costs can only be told of one that can be written.
        if (report.isClean()) {
            var length = new SmsLength(new MessageWriter(phrasing, ours), ours, wording);
            wording.languages().forEach(language -> length.check(language, report));
        }
        return report.findings();
    }

    private static void checkTemplate(
            String tag, Template template, TemplateCheck templates, Wording wording, Report report) {
        String field = "wording.templates." + (PLAIN_NAME.matcher(tag).matches() ? tag : "*");
        Locale language = language(tag);
        if (!isKnown(language)) {
            report.problem(field, "must be named by the tag of a language (BCP 47)");
            return;
        }
        templates.check(field, template, language);
        if (wording.languages().stream().noneMatch(used -> template.equals(wording.template(used)))) {
            report.warning(field, "is used by none of wording.languages");
        }
    }

    private void checkLanguage(Locale language, Wording wording, Report report) {
        if (ours.find(language) == null && wording.template(language) == null) {
            String tag = language.toLanguageTag();
            report.problem(
                    "wording.languages",
                    isKnown(language)
                            ? tag + " needs a template in wording.templates"
                            : tag + " is not the tag of a language (BCP 47)");
        }
    }

    private static Locale language(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            return Locale.ROOT;
        }
    }

    private static boolean isKnown(Locale language) {
        return !language.getLanguage().isEmpty()
                && Arrays.stream(ULocale.getAvailableLocales())
                        .anyMatch(known -> known.getLanguage().equals(language.getLanguage()));
    }
}
