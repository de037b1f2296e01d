package ontime.directory.outside;

import ontime.directory.follower.Follower.Refused;
import ontime.directory.follower.Follower.Rejected;

/** A store does not do what it was asked for. */
final class RefusedByStoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refused refused;
    private final boolean unknown;

    private RefusedByStoreException(Refused refused, boolean unknown) {
        super("refused", null, false, false);
        this.refused = refused;
        this.unknown = unknown;
    }

    RefusedByStoreException(Refused refused) {
        this(refused, false);
    }

    static RefusedByStoreException unknownUser() {
        return new RefusedByStoreException(new Rejected("the user is not known there"), true);
    }

    Refused refused() {
        return refused;
    }

    /** Whether the user is not known there. */
    boolean isUnknown() {
        return unknown;
    }
}
