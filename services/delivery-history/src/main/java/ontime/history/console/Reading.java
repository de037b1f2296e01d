package ontime.history.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values that stand in an address, and says in words what of it does not count. */
final class Reading {

    static final int LONGEST = 200;

    /** What the login page adds when it leads back. */
    private static final Set<String> OURS = Set.of("continue");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Map<String, String> address;
    private final List<String> mistakes = new ArrayList<>();

    Reading(Map<String, String> address) {
        this.address = address;
    }

    /** What is searched for; empty where nothing is. */
    String query(String name) {
        var text = text(name);
        if (text.length() <= LONGEST) {
            return text;
        }
        mistake("Only the first " + LONGEST + " characters were searched for.");
        return text.substring(0, LONGEST);
    }

    /** Null where there is none, or it is not understood. */
    <T> @Nullable T value(String name, String label, Function<String, T> read) {
        var text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST) {
            mistake(label + " is longer than " + LONGEST + " characters, and was left out.");
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            mistake(label + " is not understood, and was left out.");
            return null;
        }
    }

    /** Tells of what the page does not read, and of a stretch of time that is none. */
    void judge(Set<String> read, @Nullable Instant from, @Nullable Instant to) {
        if (!read.containsAll(
                address.keySet().stream().filter(name -> !OURS.contains(name)).toList())) {
            mistake("The address holds more than this page understands, and that was left out.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            mistake("From is not earlier than Before: nothing can be found between them.");
        }
    }

    private String text(String name) {
        return CONTROL.matcher(address.getOrDefault(name, "")).replaceAll(" ").strip();
    }

    void mistake(String words) {
        mistakes.add(words);
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }
}
