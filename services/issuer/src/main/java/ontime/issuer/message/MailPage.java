package ontime.issuer.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTML of a mail, made of its text. It loads nothing, so that opening it tells nobody; and sets no colours, so that
 * it is readable in the dark.
 */
final class MailPage {

    private static final String LARGE = " style=\"font-size:2em;letter-spacing:.15em;margin:.5em 0\"";

    private final Locale language;
    private final boolean rightToLeft;
    private final Map<Placeholder, String> values;

    /** @param values as they are; they are escaped here */
    MailPage(Locale language, boolean rightToLeft, Map<Placeholder, String> values) {
        this.language = language;
        this.rightToLeft = rightToLeft;
        this.values = values;
    }

    String write(String title, List<Piece> text) {
        return """
                <!doctype html>
                <html lang="%s" dir="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark">
                <meta name="supported-color-schemes" content="light dark">
                <title>%s</title>
                </head>
                <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:34em;margin:2em auto;padding:0 1em;\
                overflow-wrap:anywhere">
                %s
                </body>
                </html>
                """.formatted(escaped(language.toLanguageTag()), direction(), escaped(title), paragraphs(text));
    }

    private String paragraphs(List<Piece> text) {
        String marked = text.stream().map(this::marked).collect(Collectors.joining());
        return Stream.of(marked.strip().split("\\n[ \\t]*(?:\\n[ \\t]*)+"))
                .map(this::paragraph)
                .collect(Collectors.joining("\n"));
    }

    private String paragraph(String marked) {
        // A code that stands alone is what the mail is opened for.
        String style = marked.equals(marked(new Piece.Value(Placeholder.CODE))) ? LARGE : "";
        return "<p" + style + ">" + marked.replace("\n", "<br>\n") + "</p>";
    }

    private String marked(Piece piece) {
        return switch (piece) {
            case Piece.Words words -> escaped(words.text());
            case Piece.Value value ->
                marked(value.placeholder(), escaped(values.getOrDefault(value.placeholder(), "")));
        };
    }

    /** With a direction of its own, which text around it cannot turn. */
    private String marked(Placeholder placeholder, String value) {
        return switch (placeholder) {
            case CODE -> "<strong dir=\"ltr\">" + value + "</strong>";
            case REFERENCE -> "<strong dir=\"ltr\">" + value + "</strong>";
            case ORIGIN -> "<span dir=\"ltr\">" + value + "</span>";
            case TIME -> "<span dir=\"" + direction() + "\">" + value + "</span>";
        };
    }

    private String direction() {
        return rightToLeft ? "rtl" : "ltr";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
