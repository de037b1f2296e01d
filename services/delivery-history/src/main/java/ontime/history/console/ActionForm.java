package ontime.history.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody confirms an action, with the reason.
 *
 * @param question what will happen
 * @param button that does it
 * @param key by which the action is known however often the form is sent
 * @param asked what it is to be done to; empty where nobody needs to be asked
 * @param nothing why there is nothing to confirm, in words; null where there is
 * @param mistake what is wrong with what was sent; null at first
 * @param reason what was typed
 */
record ActionForm(
        String loginId,
        String address,
        String title,
        String question,
        String button,
        String key,
        List<Hidden> hidden,
        List<Choice> asked,
        @Nullable String nothing,
        @Nullable String mistake,
        String reason) {

    /** A field that nobody fills in. */
    record Hidden(String name, String value) {}

    /** One of several, by a field of its own. */
    record Choice(String name, String value, String label, boolean chosen) {}

    ActionForm with(String wrong, String typed) {
        return new ActionForm(loginId, address, title, question, button, key, hidden, asked, nothing, wrong, typed);
    }
}
