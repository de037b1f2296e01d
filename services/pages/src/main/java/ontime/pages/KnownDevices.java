package ontime.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A browser in which somebody has logged in keeps a cookie that says so, which opens nothing: it only lets its owner
 * try, while strangers guess at their name. The key lives as long as the process, and so do the cookies.
 */
public final class KnownDevices {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;
    private static final Duration KEPT = Duration.ofDays(90);

    private final String cookieName;
    private final SecureRandom chance;
    private final SecretKeySpec key;

    /** @param cookieName a service's own: cookies know no ports */
    public KnownDevices(String cookieName, SecureRandom chance) {
        this.cookieName = cookieName;
        this.chance = chance;
        this.key = new SecretKeySpec(random(2 * BYTES), ALGORITHM);
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        chance.nextBytes(bytes);
        return bytes;
    }

    /** Gives the browser of somebody who has shown that they know the password a cookie. */
    public void welcome(String name, HttpServletRequest request, HttpServletResponse response) {
        var device = HexFormat.of().formatHex(random(BYTES));
        var cookie = ResponseCookie.from(cookieName, device + "." + seal(device, name))
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/login")
                .maxAge(KEPT)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    Optional<String> cookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** The device of the cookie, if it was given to one who knows the password of this name. */
    Optional<String> device(String cookie, String name) {
        var parts = cookie.split("\\.", 2);
        return parts.length == 2
                        && MessageDigest.isEqual(seal(parts[0], name).getBytes(UTF_8), parts[1].getBytes(UTF_8))
                ? Optional.of(parts[0])
                : Optional.empty();
    }

    private String seal(String device, String name) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of()
                    .formatHex(mac.doFinal((device + "." + name.toLowerCase(Locale.ROOT)).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
