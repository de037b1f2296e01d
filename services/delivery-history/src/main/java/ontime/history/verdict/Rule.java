package ontime.history.verdict;

import java.util.Optional;

/** One thing that may be true of a login. Each is a method named for what it finds; {@link Rules} ranks them. */
@FunctionalInterface
interface Rule {

    /** What it finds, if it is so. */
    Optional<Finding> look(Case one);
}
