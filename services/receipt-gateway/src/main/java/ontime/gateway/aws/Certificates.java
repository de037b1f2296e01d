package ontime.gateway.aws;

import java.io.IOException;
import java.net.URI;

/** Where the certificates that SNS signs with come from. */
public interface Certificates {

    /**
     * The certificate at an address, in PEM (RFC 7468).
     *
     * @throws IOException when it cannot be had just now
     */
    byte[] at(URI address) throws IOException;
}
