package ontime.issuer.json;

import ontime.issuer.policy.InvalidPolicyException;
import tools.jackson.databind.JsonNode;

/** Refuses characters that no database keeps and no message may carry, wherever they are. */
final class CleanText {

    private CleanText() {}

    static void require(JsonNode document) {
        if (document.isString()) {
            require(document.stringValue());
        }
        document.propertyNames().forEach(CleanText::require);
        document.forEach(CleanText::require);
    }

    private static void require(String text) {
        if (!text.codePoints().allMatch(CleanText::isClean)) {
            throw new InvalidPolicyException(
                    "policy", "must not have control characters other than line breaks, nor halves of characters");
        }
    }

    private static boolean isClean(int character) {
        return character == '\n'
                || character == '\r'
                || character == '\t'
                || (!Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE);
    }
}
