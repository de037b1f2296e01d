package ontime.directory.selfservice;

import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.directory.user.Visiting;
import org.jspecify.annotations.Nullable;

/**
 * Lets change something only who has logged in a short while ago: a page that was found open, or a session that was
 * taken over, is not enough to bring in a way to log in.
 */
final class RecentLogin {

    private final Visiting visiting;
    private final Tenants tenants;

    RecentLogin(Visiting visiting, Tenants tenants) {
        this.visiting = visiting;
        this.tenants = tenants;
    }

    /** Whose visit it is. */
    UserKey user(@Nullable Visit visit) {
        if (visit == null) {
            throw new NoVisitException();
        }
        if (!visiting.isRecent(visit)) {
            throw new LogInAgainException(url(visit));
        }
        return visit.user();
    }

    /** Where somebody logs in again; null when the tenant has not named it. */
    @Nullable
    String url(Visit visit) {
        var page = tenants.of(visit.user().tenant()).selfService();
        return page == null ? null : page.logInUrl();
    }

    boolean is(Visit visit) {
        return visiting.isRecent(visit);
    }
}
