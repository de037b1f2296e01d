package ontime.directory.console;

import ontime.directory.access.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands on every page around its content. */
@ControllerAdvice(basePackageClasses = Frame.class)
final class Frame {

    /**
     * Who is here.
     *
     * @param name null on the page where people log in
     */
    record Surroundings(@Nullable String name, @Nullable String tenant) {}

    @ModelAttribute("frame")
    Surroundings surroundings(@AuthenticationPrincipal @Nullable Person person) {
        return person == null ? new Surroundings(null, null) : new Surroundings(person.name(), person.tenant());
    }
}
