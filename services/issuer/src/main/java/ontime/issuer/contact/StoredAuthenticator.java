package ontime.issuer.contact;

/**
 * A user's authenticator app.
 *
 * @param version grows with each set-up of an app by the user
 * @param closed the shared secret, encrypted in the {@link Safe}
 * @param lastStep the newest time step (RFC 6238) whose code was taken: that one and older ones are spent
 */
public record StoredAuthenticator(long version, byte[] closed, long lastStep) {

    /** Without the secret, closed as it is. */
    @Override
    public String toString() {
        return "StoredAuthenticator[" + version + "]";
    }
}
