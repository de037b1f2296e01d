package ontime.issuer.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address that a person's request came from. */
public record ClientIp(InetAddress address) {

    /** A household or a rented machine has all addresses that share these (RFC 6177). */
    private static final int NETWORK_BYTES = 8;

    /** Java also takes what means the same only here (a zone, "fe80::1%eth0") or to few ("127.1"). */
    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]{2,45}");

    /**
     * Reads an address without looking anything up.
     *
     * @return empty for what is no IPv4 or IPv6 address
     */
    public static Optional<ClientIp> read(String literal) {
        if (!FORM.matcher(literal).matches()) {
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
