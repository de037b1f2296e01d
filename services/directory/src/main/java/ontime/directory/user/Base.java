package ontime.directory.user;

import java.util.Set;

/**
 * What a change was made from: two who change the same thing notice each other by it.
 *
 * @param versions of which one must be the present one; 0 is that there is none yet
 * @param any whether every version will do
 */
public record Base(Set<Long> versions, boolean any) {

    public Base {
        versions = Set.copyOf(versions);
    }

    public static Base of(long version) {
        return new Base(Set.of(version), false);
    }

    /** @throws RefusedException when something else is there by now */
    void require(long present) {
        if (!any && !versions.contains(present)) {
            throw new RefusedException(RefusedException.Why.OUTDATED, Long.toString(present));
        }
    }
}
