package ontime.history.access;

import ontime.history.audit.AuditUnavailableException;
import ontime.pages.RefusedLogins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Writes refused logins down. What cannot be written is refused all the same. */
final class WrittenRefusals implements RefusedLogins {

    private static final Logger LOG = LoggerFactory.getLogger(WrittenRefusals.class);

    private final UserDetailsService users;
    private final Witness witness;

    WrittenRefusals(UserDetailsService users, Witness witness) {
        this.users = users;
        this.witness = witness;
    }

    @Override
    public void tell(String name) {
        try {
            if (users.loadUserByUsername(name) instanceof HistoryUser user) {
                witness.refused(user);
            }
        } catch (UsernameNotFoundException e) {
            tellOfNobody();
        } catch (AuditUnavailableException e) {
            LOG.warn("a refused login cannot be written down", e);
        }
    }

    private void tellOfNobody() {
        try {
            witness.refusedNobody();
        } catch (AuditUnavailableException e) {
            LOG.warn("a refused login cannot be written down", e);
        }
    }
}
