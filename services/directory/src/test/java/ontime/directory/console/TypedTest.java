package ontime.directory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ontime.directory.user.Lookup;
import ontime.events.ContactKind;
import org.junit.jupiter.api.Test;

/** What somebody typed into a page may be a whole number. */
class TypedTest {

    private static final String NUMBER = "07700 900123";

    @Test
    void nothingThatWasTypedIsInTheWordsOfAnObject() {
        var form = new DeedForm("ada", new Deed.Change(ContactKind.PHONE), null, Map.of("to", NUMBER), null);

        assertThat(List.of(
                        form.toString(),
                        new UsersController.Found(NUMBER, List.of(), null, true).toString(),
                        new Lookup.Search(NUMBER, "fingerprint", null).toString()))
                .noneMatch(words -> words.contains("900123"));
    }
}
