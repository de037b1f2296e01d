package ontime.gateway.aws;

import java.io.IOException;

/** The certificate that a message is signed with could not be had just now. The message itself may be in order. */
public final class CertificateAwayException extends RuntimeException {
    CertificateAwayException(IOException cause) {
        super("the signing certificate cannot be had just now", cause);
    }
}
