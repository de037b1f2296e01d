package ontime.issuer.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A text that cannot be what it stands for. Says what it must be, and does not repeat it. */
final class WrongTextException extends MismatchedInputException {
    private static final long serialVersionUID = 1;

    WrongTextException(JsonParser json, String otherwise, Class<?> type) {
        super(json, otherwise, type);
    }
}
