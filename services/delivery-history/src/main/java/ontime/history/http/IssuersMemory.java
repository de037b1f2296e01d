package ontime.history.http;

import ontime.history.access.HistoryUser;
import ontime.history.actions.Acting;
import ontime.history.actions.Agent;
import ontime.history.actions.Result;
import org.springframework.stereotype.Component;

/**
 * What the issuer keeps of a user, for a day: where their codes went, among it. It goes first when a user is erased, so
 * that whoever erases knows that nothing was done when the issuer does not answer, and does it again.
 */
@Component
final class IssuersMemory {

    private final Acting acting;

    IssuersMemory(Acting acting) {
        this.acting = acting;
    }

    /**
     * Has the issuer forget a user.
     *
     * @return whether it knew anything of the user
     * @throws RefusedCall when there is an issuer, and it did not do it
     */
    boolean erase(HistoryUser user, String tenant, String userId) {
        if (!acting.isPossible()) {
            return false;
        }
        return switch (acting.forget(new Agent(user.name(), tenant, user.roles(tenant)), userId)) {
            case Result.Forgotten(boolean known) -> known;
            case Result.Refused(String why) -> throw RefusedCall.issuerRefused(why);
            case Result.Unanswered _,
                    Result.NotAudited _,
                    Result.Sent _,
                    Result.Cancelled _,
                    Result.OverBefore _,
                    Result.Lifted _,
                    Result.Shown _ -> throw RefusedCall.issuerAway();
        };
    }
}
