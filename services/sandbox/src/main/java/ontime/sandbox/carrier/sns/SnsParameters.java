package ontime.sandbox.carrier.sns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of an AWS Query request, from its form body and its query string. */
record SnsParameters(Map<String, String> values) {

    /** @throws IllegalArgumentException when the text is not form-encoded */
    static SnsParameters parse(@Nullable String query, String body) {
        Map<String, String> values = new HashMap<>();
        if (query != null) {
            read(query, values);
        }
        read(body, values);
        return new SnsParameters(values);
    }

    private static void read(String form, Map<String, String> values) {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** The string value of a message attribute, for example {@code AWS.SNS.SMS.SenderID}; null when there is none. */
    @Nullable
    String messageAttribute(String name) {
        for (int entry = 1; ; entry++) {
            String prefix = "MessageAttributes.entry." + entry + ".";
            String entryName = values.get(prefix + "Name");
            if (entryName == null) {
                return null;
            }
            if (entryName.equals(name)) {
                return values.get(prefix + "Value.StringValue");
            }
        }
    }

    /** The form holds a message; it must not end up in a log. */
    @Override
    public String toString() {
        return "SnsParameters[" + get("Action") + "]";
    }
}
