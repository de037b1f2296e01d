package ontime.directory.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import ontime.directory.user.Base;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A form that asks how and why something is to be done.
 *
 * @param contact what is there now, of a deed that concerns a contact
 * @param typed what came back from the form, to be shown again
 * @param mistake what is wrong with it
 */
record DeedForm(
        String userId,
        Deed deed,
        @Nullable Contact contact,
        Map<String, String> typed,
        @Nullable String mistake) {

    /**
     * The contact as it is.
     *
     * @param version that the change is made from; 0 when there is none yet
     */
    record Contact(ContactKind kind, long version, @Nullable String destination) {

        public String name() {
            return Words.of(kind);
        }

        public boolean isPhone() {
            return kind == ContactKind.PHONE;
        }
    }

    /** Without what was typed. */
    @Override
    public String toString() {
        return "DeedForm[" + userId + ", " + deed.path() + "]";
    }

    public boolean isChange() {
        return deed instanceof Deed.Change;
    }

    public boolean isDelete() {
        return deed == Deed.Whole.DELETE;
    }

    public boolean isTemporary() {
        return typed.containsKey("temporary") || !value("until").isEmpty();
    }

    public boolean isVouched() {
        return value("how").equals("vouch");
    }

    /** What stands in a field. */
    public String value(String field) {
        return typed.getOrDefault(field, "").strip();
    }

    DeedForm with(String wrong) {
        return new DeedForm(userId, deed, contact, typed, wrong);
    }

    /** Which version the person saw. */
    Base base() {
        try {
            return Base.of(Long.parseLong(value("version")));
        } catch (NumberFormatException e) {
            return Base.of(-1);
        }
    }

    /**
     * When it is to end; null when it lasts.
     *
     * @throws DateTimeException when it is no time
     */
    @Nullable
    Instant until() {
        return value("until").isEmpty()
                ? null
                : LocalDateTime.parse(value("until")).toInstant(ZoneOffset.UTC);
    }
}
