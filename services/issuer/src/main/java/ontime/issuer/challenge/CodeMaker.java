package ontime.issuer.challenge;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes codes and references. Its source of randomness must be a cryptographic one. */
public final class CodeMaker {

    /** Letters and digits that nobody takes for one another, read or heard. */
    private static final String LETTERS = "ACEFHJKLMNPRTUVWXY";

    private static final String DIGITS = "34679";

    private final RandomGenerator random;

    public CodeMaker(RandomGenerator random) {
        this.random = random;
    }

    /** A code of so many digits, each code as likely as any other; leading zeros are digits like others. */
    String code(int length) {
        long bound = 1;
        for (int digit = 0; digit < length; digit++) {
            bound *= 10;
        }
        return String.format(Locale.ROOT, "%0" + length + "d", random.nextLong(bound));
    }

    /** The reference of a challenge that comes after these. */
    String referenceBeside(List<Challenge> inSight) {
        return reference(inSight.stream().map(Challenge::reference).collect(Collectors.toSet()));
    }

    /** Two characters, not among those that the user might still have in sight. */
    String reference(Set<String> inSight) {
        String reference;
        do {
            reference = "" + pick(LETTERS) + pick(DIGITS);
        } while (inSight.contains(reference) && inSight.size() < LETTERS.length() * DIGITS.length());
        return reference;
    }

    private char pick(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
