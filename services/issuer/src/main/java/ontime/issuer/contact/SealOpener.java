package ontime.issuer.contact;

import ontime.sealing.Holder;
import ontime.sealing.UnreadableSealException;

/** Opens what the directory sealed for the issuer. */
@FunctionalInterface
public interface SealOpener {

    /**
     * Opens a sealed destination or secret.
     *
     * @throws UnreadableSealException when it was sealed for another key or holder, or was changed on its way
     */
    String open(byte[] sealed, Holder holder) throws UnreadableSealException;
}
