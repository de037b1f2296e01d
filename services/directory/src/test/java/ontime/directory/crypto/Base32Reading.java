package ontime.directory.crypto;

/** Lets tests play an authenticator app. */
public final class Base32Reading {

    private Base32Reading() {}

    public static byte[] decode(String text) {
        return Base32.decode(text);
    }
}
