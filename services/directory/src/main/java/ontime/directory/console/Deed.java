package ontime.directory.console;

import java.util.Arrays;
import java.util.Optional;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import ontime.events.MethodKind;

/** Something that an administrator does to a user, each with a reason. */
sealed interface Deed {

    /** As it stands in an address. */
    String path();

    String title();

    /** What will happen. */
    String words();

    String button();

    /** What the user's page says afterwards, by its name there. */
    String done();

    /** Puts another contact in the place of one. */
    record Change(ContactKind kind) implements Deed {

        @Override
        public String path() {
            return "change-" + Names.path(kind);
        }

        @Override
        public String title() {
            return "Change the " + Words.of(kind);
        }

        @Override
        public String words() {
            return "The old one, if there is one, is told of the change. Every store that follows gets the new one.";
        }

        @Override
        public String button() {
            return "Change it";
        }

        @Override
        public String done() {
            return "changed";
        }
    }

    /** Takes a contact away. */
    record Remove(ContactKind kind) implements Deed {

        @Override
        public String path() {
            return "remove-" + Names.path(kind);
        }

        @Override
        public String title() {
            return "Remove the " + Words.of(kind);
        }

        @Override
        public String words() {
            return "It is removed here and in every store that follows, and no code is sent there any more. It is told"
                    + " so once.";
        }

        @Override
        public String button() {
            return "Remove it";
        }

        @Override
        public String done() {
            return "removed";
        }
    }

    /** Takes a method away. */
    record RemoveMethod(MethodKind method) implements Deed {

        @Override
        public String path() {
            return "remove-method-" + method.name();
        }

        @Override
        public String title() {
            return "Remove: " + Words.of(method);
        }

        @Override
        public String words() {
            return "The user cannot log in this way any more, nor at the stores that follow. A phone number or email"
                    + " address stays known here.";
        }

        @Override
        public String button() {
            return "Remove it";
        }

        @Override
        public String done() {
            return "method";
        }
    }

    /** What concerns the user as a whole. */
    enum Whole implements Deed {
        COMPARE(
                "compare",
                "Compare now",
                "What every store that follows holds of this user is compared with what it should hold, in a moment, and"
                        + " what differs is put right. What waits there for another try is tried at once.",
                "Compare now"),
        RESET(
                "reset",
                "Remove all ways to log in",
                "For somebody who has lost everything. Stores that follow get no number and no address of theirs any more. All"
                        + " sessions end, and at the next login the user has to set one up again.",
                "Remove all"),
        SESSIONS(
                "sessions",
                "End all sessions",
                "Wherever the user is logged in now, they are logged out: the auth services are told so. Their own page"
                        + " closes, and what waits for a code ends.",
                "End them"),
        DELETE(
                "delete",
                "Delete the user",
                "Contacts, ways to log in and history of versions are deleted here, in every store that follows and in"
                        + " the delivery history. The audit stays. This cannot be undone.",
                "Delete for good");

        private final String path;
        private final String title;
        private final String words;
        private final String button;

        Whole(String path, String title, String words, String button) {
            this.path = path;
            this.title = title;
            this.words = words;
            this.button = button;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public String button() {
            return button;
        }

        @Override
        public String done() {
            return path;
        }
    }

    /** Empty when nothing is called so. */
    static Optional<Deed> of(String path) {
        if (path.startsWith("remove-method-")) {
            return Optional.of(new RemoveMethod(Names.method(path.substring("remove-method-".length()))));
        }
        return switch (path) {
            case "change-phone", "change-email" ->
                Optional.of(new Change(Names.kind(path.substring("change-".length()))));
            case "remove-phone", "remove-email" ->
                Optional.of(new Remove(Names.kind(path.substring("remove-".length()))));
            default ->
                Arrays.stream(Whole.values())
                        .filter(one -> one.path().equals(path))
                        .map(Deed.class::cast)
                        .findFirst();
        };
    }
}
