package ontime.issuer.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** The address that a person's request came from. */
public record ClientIp(InetAddress address) {

    /** A household or a rented machine has all addresses that share these (RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    /**
     * Reads an address without looking anything up.
     *
     * @return empty for what is no IPv4 or IPv6 address, or names a zone, which means something on one machine only
     */
    public static Optional<ClientIp> read(String literal) {
        if (literal.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientIp(InetAddress.ofLiteral(literal)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is counted: the address, or an IPv6 address's network of 64 bits. */
    String network() {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 16);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 16 bytes", e);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
