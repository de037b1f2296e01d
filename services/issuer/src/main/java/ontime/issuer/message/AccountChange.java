package ontime.issuer.message;

/** What of a user's ways to log in was changed. The folders of our templates are named after it. */
public enum AccountChange {
    /** Where codes went until now, they go no more. */
    CONTACT_CHANGED("contact-changed/"),
    /** A way to log in was added or taken away, and codes still go where they went. */
    METHODS_CHANGED("methods-changed/");

    private final String folder;

    AccountChange(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }
}
