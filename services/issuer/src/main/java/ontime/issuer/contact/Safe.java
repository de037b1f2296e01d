package ontime.issuer.contact;

import ontime.sealing.Holder;

/** Encrypts destinations and secrets of users where they are stored, bound to whom they belong to. */
public interface Safe {

    byte[] close(String secret, Holder holder);

    /**
     * Decrypts what {@link #close} made for the same holder.
     *
     * @throws IllegalStateException when it was made for another holder or with a key that is gone
     */
    String open(byte[] closed, Holder holder);
}
