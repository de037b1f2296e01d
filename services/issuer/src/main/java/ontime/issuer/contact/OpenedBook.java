package ontime.issuer.contact;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state of a user with its seals opened, and closed again as it is to be kept.
 *
 * @param appFlaw why the authenticator app could not be opened; null when it could, or when there is none
 */
record OpenedBook(
        StoredBook stored,
        List<Entry> contacts,
        @Nullable String secret,
        @Nullable String appFlaw) {

    /**
     * A contact as it is to be kept.
     *
     * @param destination null when it could not be opened
     * @param flaw why it could not be opened; null when it could
     */
    record Entry(
            StoredContact contact,
            @Nullable String destination,
            @Nullable String flaw) {

        /** Without the destination. */
        @Override
        public String toString() {
            return "Entry[" + contact + ", " + flaw + "]";
        }
    }

    OpenedBook {
        contacts = List.copyOf(contacts);
    }

    /** What of it cannot be taken up, in words. */
    List<String> flaws() {
        return Stream.concat(contacts.stream().map(Entry::flaw), Stream.of(appFlaw))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** What of it could not be opened although it is held, in words: nobody was told, since it was opened once. */
    List<String> flawsOfWhatIsHeld() {
        return Stream.concat(
                        contacts.stream()
                                .filter(entry -> entry.contact().closed() != null)
                                .map(Entry::flaw),
                        Stream.of(stored.authenticator() == null ? null : appFlaw))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Without the destinations and the secret. */
    @Override
    public String toString() {
        return "OpenedBook[" + contacts + "]";
    }
}
