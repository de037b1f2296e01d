package ontime.issuer.json;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ontime.issuer.policy.InvalidPolicyException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in our words what Jackson did not like, without what it repeats of the input. */
final class Complaint {

    /** Ours, and keys that look like a country or a language. Others may be anything. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9-]{1,35}");

    private Complaint() {}

    static IllegalArgumentException of(JacksonException e) {
        String field = field(e);
        return switch (e) {
            case WrongTextException wrong -> new InvalidPolicyException(field, wrong.getOriginalMessage());
            case InvalidNullException _ -> MalformedPolicyException.ofType(field, "is missing");
            case UnrecognizedPropertyException unknown ->
                MalformedPolicyException.ofUnknown(parent(unknown), "has the fields " + known(unknown));
            default ->
                e.getCause() instanceof InvalidPolicyException invalid
                        ? (invalid.field().contains(".") ? invalid : invalid.within(field))
                        : MalformedPolicyException.ofType(field, "is not JSON of the expected form");
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String field(JacksonException e) {
        return path(e, e.getPath().size());
    }

    private static String parent(JacksonException e) {
        return path(e, e.getPath().size() - 1);
    }

    private static String path(JacksonException e, int depth) {
        String path = e.getPath().stream()
                .limit(depth)
                .map(JacksonException.Reference::getPropertyName)
                // An index; the field is the whole list.
                .filter(name -> name != null)
                .map(name -> PLAIN_NAME.matcher(name).matches() ? name : "*")
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "policy" : path;
    }
}
