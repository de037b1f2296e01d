package ontime.issuer.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.issuer.policy.Wording.Template;
import org.jspecify.annotations.Nullable;

/** The templates that serve tenants who bring none: a folder for each language beside this class. */
public final class OurTemplates {

    private final Map<Locale, Template> templates = Stream.of("en", "cy", "pl", "ar")
            .collect(Collectors.toUnmodifiableMap(Locale::forLanguageTag, OurTemplates::read));

    private final Template english = read("en");

    /** The template for a language; null when we have none. */
    public @Nullable Template find(Locale language) {
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

    private static Template read(String language) {
        return new Template(read(language, "sms.txt"), read(language, "subject.txt"), read(language, "mail.txt"));
    }

    private static String read(String language, String file) {
        String path = language + "/" + file;
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
