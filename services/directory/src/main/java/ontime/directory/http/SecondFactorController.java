package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.regex.Pattern;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.user.Recovering;
import ontime.directory.user.SettingUpApps;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Authenticator apps and recovery codes. For auth services only, whose user is at the keyboard: an administrator who
 * could make them could log in as anybody.
 */
@RestController
@Needs(Role.SERVICE)
@RequestMapping(path = "/v1/users/{userId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class SecondFactorController {

    private static final Pattern TYPED = Pattern.compile("[A-Za-z0-9 -]{10,30}");

    private final Users users;
    private final SettingUpApps apps;
    private final Recovering recovering;

    SecondFactorController(Users users, SettingUpApps apps, Recovering recovering) {
        this.users = users;
        this.apps = apps;
        this.recovering = recovering;
    }

    /**
     * What an app has to be told.
     *
     * @param uri for a link on the device itself
     * @param key for who types it
     * @param qrCode for who scans it, an SVG picture
     */
    record Offered(long version, String uri, String key, String qrCode, String expiresAt) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Offered[" + version + "]";
        }
    }

    record Typed(@Nullable String code) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Typed[...]";
        }
    }

    /** @param codes to be shown once; nobody can read them again */
    record Codes(List<String> codes) {

        /** Without the codes. */
        @Override
        public String toString() {
            return "Codes[...]";
        }
    }

    /** @param left how many codes have not been used */
    record Used(String outcome, int left) {}

    @PostMapping("/authenticator")
    @Operation(summary = "Begins to set an authenticator app up; the one in use stays until the new one is confirmed")
    ResponseEntity<Offered> offer(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String userId) {
        var offered = apps.offer(Identifier.user(caller, userId), Reason.actor(caller, null, null));
        return secret(HttpStatus.CREATED)
                .body(new Offered(
                        offered.version(),
                        offered.uri(),
                        offered.typed(),
                        QrCode.svg(offered.uri()),
                        Times.format(offered.expiresAt())));
    }

    @PostMapping("/authenticator/confirm")
    @Operation(summary = "Puts the app in use with a code that it shows")
    ResponseEntity<UserAnswer> confirm(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestBody Typed typed) {
        var user = Identifier.user(caller, userId);
        apps.confirm(user, null, Digits.read(typed.code()), Reason.actor(caller, null, null));
        return users.answer(caller, HttpStatus.OK, user);
    }

    @PostMapping("/recovery-codes")
    @Operation(summary = "Makes ten recovery codes, each good once; the old ones are void")
    ResponseEntity<Codes> make(@RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String userId) {
        var codes = recovering.make(Identifier.user(caller, userId), Reason.actor(caller, null, null));
        return secret(HttpStatus.CREATED).body(new Codes(codes));
    }

    @PostMapping("/recovery-codes/check")
    @Operation(summary = "Uses a recovery code up")
    Used check(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestBody Typed typed) {
        if (typed.code() == null || !TYPED.matcher(typed.code().strip()).matches()) {
            throw Refusal.malformed("code", "must be a recovery code");
        }
        int left = recovering.use(Identifier.user(caller, userId), typed.code(), Reason.actor(caller, null, null));
        return new Used("VERIFIED", left);
    }

    private static ResponseEntity.BodyBuilder secret(HttpStatus status) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore());
    }
}
