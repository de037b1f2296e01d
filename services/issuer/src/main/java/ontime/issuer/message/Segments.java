package ontime.issuer.message;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * How an SMS is cut into the parts that are paid for (3GPP TS 23.038 for the alphabets, TS 23.040 section 9.2.3.24.1
 * for the parts). One character outside of GSM-7 makes the whole message UCS-2. The national tables of TS 23.038 are
 * not used: senders have to ask for them, and SNS does not.
 *
 * @param units septets of GSM-7, or 16-bit units of UCS-2
 * @param parts 1 or more
 */
public record Segments(Alphabet alphabet, int units, int parts) {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Written with an escape before it: two septets, which stay together. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** How the characters of a message travel, and how many units a part holds. */
    public enum Alphabet {
        GSM_7(160, 153),
        UCS_2(70, 67);

        private final int alone;
        private final int inChain;

        Alphabet(int alone, int inChain) {
            this.alone = alone;
            this.inChain = inChain;
        }

        /** Units of a message that is not cut. */
        public int alone() {
            return alone;
        }

        /** Units of each part of one that is: a header takes the rest. */
        public int inChain() {
            return inChain;
        }
    }

    /** How many parts of a message are paid for. */
    public static int count(String text) {
        return of(text).parts();
    }

    public static Segments of(String text) {
        boolean gsm = text.codePoints().allMatch(Segments::isGsm7);
        Alphabet alphabet = gsm ? Alphabet.GSM_7 : Alphabet.UCS_2;
        int units = sizes(text, alphabet).sum();
        return new Segments(alphabet, units, units <= alphabet.alone() ? 1 : parts(text, alphabet));
    }

    public static boolean isGsm7(int character) {
        return BASIC.indexOf(character) >= 0 || EXTENSION.indexOf(character) >= 0;
    }

    /** No character is cut in two, so that a part may have to leave its last unit empty. */
    private static int parts(String text, Alphabet alphabet) {
        int parts = 1;
        int filled = 0;
        for (PrimitiveIterator.OfInt sizes = sizes(text, alphabet).iterator(); sizes.hasNext(); ) {
            int size = sizes.nextInt();
            if (filled + size > alphabet.inChain()) {
                parts++;
                filled = 0;
            }
            filled += size;
        }
        return parts;
    }

    private static IntStream sizes(String text, Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7 -> text.codePoints().map(character -> EXTENSION.indexOf(character) >= 0 ? 2 : 1);
            case UCS_2 -> text.codePoints().map(Character::charCount);
        };
    }
}
