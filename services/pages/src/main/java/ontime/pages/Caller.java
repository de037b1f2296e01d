package ontime.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** From where somebody tries to log in, and whether their browser is one in which they have before. */
public final class Caller extends WebAuthenticationDetails {

    /** What a provider gives to one customer: addresses within it are one caller, or there would be no end of them. */
    private static final int NETWORK_BYTES = 8;

    private final transient @Nullable KnownDevices devices;
    private final @Nullable String cookie;

    public Caller(HttpServletRequest request, KnownDevices devices) {
        super(request);
        this.devices = devices;
        this.cookie = devices.cookie(request).orElse(null);
    }

    /** The address, of IPv6 the network. */
    String address() {
        var address = String.valueOf(getRemoteAddress());
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** The device, if it is one of this name's; null otherwise. */
    @Nullable
    String device(String name) {
        return Optional.ofNullable(devices)
                .flatMap(known -> Optional.ofNullable(cookie).flatMap(text -> known.device(text, name)))
                .orElse(null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof Caller caller && Objects.equals(cookie, caller.cookie);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Objects.hashCode(cookie);
    }
}
