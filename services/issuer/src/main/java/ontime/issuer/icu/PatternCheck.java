package ontime.issuer.icu;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.PluralRules.PluralType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.issuer.message.Notice;
import ontime.issuer.message.Placeholder;

/** Reads one pattern: whether it can be put into words at all, whatever the number of minutes. */
final class PatternCheck {

    /** What nobody sees, what belongs to nobody (those characters stand for values), and halves of characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cs}&&[^\\n\\t]]");

    private static final Set<String> PLAIN =
            Arrays.stream(Placeholder.values()).map(Placeholder::argument).collect(Collectors.toUnmodifiableSet());

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_=.-]{1,32}");

    private final String field;
    private final Locale language;
    private final Report report;
    private boolean usable = true;

    private PatternCheck(String field, Locale language, Report report) {
        this.field = field;
        this.language = language;
        this.report = report;
    }

    /** Whether the pattern can be put into words. */
    static boolean passes(String field, String pattern, int longest, Locale language, Report report) {
        var check = new PatternCheck(field, language, report);
        if (pattern.isBlank() || pattern.length() > longest) {
            check.refuse("must be 1 to " + longest + " characters");
        } else if (UNPRINTABLE.matcher(pattern).find()) {
            check.refuse("must have no control characters and none of private use");
        } else {
            check.parse(pattern);
        }
        return check.usable;
    }

    private void parse(String text) {
        MessagePattern pattern;
        try {
            pattern = new MessagePattern(text);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            refuse("is no ICU message pattern: " + withoutQuotes(e));
            return;
        }
        for (int part = 0; part < pattern.countParts(); part++) {
            if (pattern.getPartType(part) == Part.Type.ARG_START) {
                checkArgument(pattern, part);
            }
        }
    }

    private void checkArgument(MessagePattern pattern, int start) {
        String name = pattern.getSubstring(pattern.getPart(start + 1));
        ArgType type = pattern.getPart(start).getArgType();
        if (name.equals(IcuPhrasing.MINUTES)) {
            switch (type) {
                case NONE -> {}
                case PLURAL -> checkPlural(pattern, start, PluralType.CARDINAL);
                case SELECTORDINAL -> checkPlural(pattern, start, PluralType.ORDINAL);
                case SIMPLE, CHOICE, SELECT -> refuse("{minutes} must be plain or a plural");
            }
        } else if (!PLAIN.contains(name)) {
            refuse("there is no {" + shown(name) + "}, but {code}, {reference}, {time}, {origin} and {minutes}");
        } else if (type != ArgType.NONE) {
            refuse("{" + name + "} must be plain");
        }
    }

    private void checkPlural(MessagePattern pattern, int start, PluralType type) {
        var rules = PluralRules.forLocale(language, type);
        var forms = forms(pattern, start);
        forms.stream()
                .filter(form -> !form.startsWith("=") && !rules.getKeywords().contains(form))
                .forEach(form -> refuse("the language has no plural form \"" + shown(form) + "\""));
        IntStream.rangeClosed(1, Notice.MOST_MINUTES)
                .filter(minutes -> !forms.contains("=" + minutes))
                .mapToObj(rules::select)
                .filter(form -> !forms.contains(form))
                .distinct()
                .forEach(form -> report.warning(field, "lacks the plural form \"" + form + "\" of the language"));
    }

    private static Set<String> forms(MessagePattern pattern, int start) {
        var forms = new LinkedHashSet<String>();
        int end = pattern.getLimitPartIndex(start);
        for (int part = start + 1; part < end; part++) {
            if (pattern.getPartType(part) == Part.Type.ARG_SELECTOR) {
                forms.add(pattern.getSubstring(pattern.getPart(part)));
            } else if (pattern.getPartType(part) == Part.Type.MSG_START) {
                // What is written within a form has forms of its own.
                part = pattern.getLimitPartIndex(part);
            }
        }
        return forms;
    }

    /** Where it is, without the words around it. */
    private static String withoutQuotes(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("(?s)\\s*\".*", "");
    }

    /** A slip of the pen is worth repeating; a paragraph that got between braces is not. */
    private static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "...";
    }

    private void refuse(String reason) {
        usable = false;
        report.problem(field, reason);
    }
}
