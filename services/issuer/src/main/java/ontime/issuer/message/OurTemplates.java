package ontime.issuer.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.issuer.policy.Wording.Template;
import org.jspecify.annotations.Nullable;

/** The templates that serve tenants who bring none: a folder for each language beside this class. */
public final class OurTemplates {

    private final Map<Locale, Template> templates = inEachLanguage("");
    private final Map<Locale, Template> proofs = inEachLanguage("contact-proof/");
    private final Map<AccountChange, Map<Locale, Template>> changes = Stream.of(AccountChange.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), change -> inEachLanguage(change.folder())));

    private final Template english = read("en", "");

    /** The template for a language; null when we have none. */
    public @Nullable Template find(Locale language) {
        return find(language, templates);
    }

    /** The template that tells of a change in a language; null when we have none. */
    @Nullable
    Template find(AccountChange change, Locale language) {
        return find(language, Objects.requireNonNull(changes.get(change)));
    }

    /** The template with the code that proves a contact, in a language; null when we have none. */
    @Nullable
    Template findProof(Locale language) {
        return find(language, proofs);
    }

    Template englishProof() {
        return Objects.requireNonNull(findProof(Locale.ENGLISH));
    }

    Template english(AccountChange change) {
        return Objects.requireNonNull(find(change, Locale.ENGLISH));
    }

    private static @Nullable Template find(Locale language, Map<Locale, Template> templates) {
        Template exact = templates.get(language);
        if (exact != null) {
            return exact;
        }
        Locale found = Locale.lookup(List.of(new LanguageRange(language.toLanguageTag())), templates.keySet());
        return found == null ? null : templates.get(found);
    }

    /** What is understood more often than anything else. */
    Template english() {
        return english;
    }

    private static Map<Locale, Template> inEachLanguage(String folder) {
        return Stream.of("en", "cy", "pl", "ar")
                .collect(Collectors.toUnmodifiableMap(Locale::forLanguageTag, language -> read(language, folder)));
    }

    private static Template read(String language, String folder) {
        String path = language + "/" + folder;
        return new Template(text(path + "sms.txt"), text(path + "subject.txt"), text(path + "mail.txt"));
    }

    private static String text(String path) {
        try (InputStream content = OurTemplates.class.getResourceAsStream(path)) {
            if (content == null) {
                throw new IllegalStateException("no template " + path);
            }
            return new String(content.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
