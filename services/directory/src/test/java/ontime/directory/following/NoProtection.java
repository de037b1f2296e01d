package ontime.directory.following;

import ontime.directory.destination.Destination;
import ontime.directory.user.Protection;
import ontime.sealing.Holder;

/** For tests in which nothing is secret. */
public class NoProtection implements Protection {

    @Override
    public String fingerprint(Destination destination) {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public byte[] close(String secret, Holder holder) {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public String open(byte[] closed, Holder holder) {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public byte[] seal(String secret, Holder holder) {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public String sealedFor() {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public byte[] hash(String recoveryCode, Holder holder) {
        throw new IllegalStateException("there is nothing to protect");
    }

    @Override
    public boolean isHash(byte[] hash, String recoveryCode, Holder holder) {
        throw new IllegalStateException("there is nothing to protect");
    }
}
