package ontime.issuer.challenge;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.LoginStarted;
import ontime.events.OtpRequested;
import ontime.issuer.MovableClock;
import ontime.issuer.contact.AddressBook;
import ontime.issuer.contact.Safe;
import ontime.issuer.crypto.AuthenticatorCodes;
import ontime.issuer.crypto.TinkCodeHashes;
import ontime.issuer.crypto.TinkSafe;
import ontime.issuer.crypto.TinkSeals;
import ontime.issuer.crypto.TinkVault;
import ontime.issuer.icu.IcuPhrasing;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Reached;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.phone.LibPhoneNumberReader;
import ontime.issuer.policy.NumberPolicy;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Router;
import ontime.sealing.Envelope;
import ontime.sealing.KeyFolder;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.jspecify.annotations.Nullable;

/** The issuer's core over a store in memory: asks for codes, tells what became of them, and looks at what goes out. */
final class Workbench {

    static final String TENANT = "acme";
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private static final Path KEYS = keys();
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    final MovableClock clock = new MovableClock();
    final MemoryStore store = new MemoryStore();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Null for all that there is. */
    @Nullable
    Instant listenedUpTo;

    /** A limit that leaves no room for anything more. */
    Optional<Reached> reached = Optional.empty();

    Policy policy = Policy.defaults().with(NumberPolicy.defaults().withTestNumbers(true));

    final Safe safe = new TinkSafe(KEYS.resolve("contents.json"));
    final Starting starting;
    final Issuing issuing;
    final Checking checking;
    final Resending resending;
    final Revoking revoking;
    final Cancelling cancelling;
    final FallingBack fallingBack;
    final Suppressing suppressing;

    Workbench() {
        clock.stopAt(START);
        var hashes = new TinkCodeHashes(KEYS.resolve("codes.json"));
        var seals = new TinkSeals(
                KEYS.resolve("fingerprints.json"),
                Map.of(
                        Channel.SMS, KEYS.resolve("sms.public.json"),
                        Channel.EMAIL, KEYS.resolve("email.public.json")));
        var vault = new TinkVault(KEYS.resolve("contents.json"));
        var metrics = new ChallengeMetrics(meters);
        var router = new Router(new LibPhoneNumberReader());
        var codes = new CodeMaker(new Random(42));
        var limiting = new Limiting((_, _, _, _) -> reached, _ -> 1, meters);
        var writer = new MessageWriter(new IcuPhrasing(), new OurTemplates());
        var posting = new Posting(seals, vault, writer, limiting, Workbench::id);
        var addresses = new AddressBook(safe);
        this.issuing = new Issuing(
                router,
                codes,
                hashes,
                seals,
                vault,
                addresses,
                limiting,
                posting,
                store,
                metrics,
                clock,
                Workbench::id);
        this.checking = new Checking(hashes, new AuthenticatorCodes(), addresses, store, metrics, clock, Workbench::id);
        this.resending = new Resending(posting, store, clock);
        this.revoking = new Revoking(store, clock, Workbench::id);
        this.cancelling = new Cancelling(store, clock, Workbench::id);
        Hearing hearing = () -> listenedUpTo == null ? clock.instant() : listenedUpTo;
        this.suppressing = new Suppressing(store, posting, clock);
        this.fallingBack = new FallingBack(posting, store, this::policy, hearing, metrics, clock);
        this.starting = new Starting(issuing, seals, store, this::policy, metrics, clock, Workbench::id);
    }

    private Optional<Policy> policy(String tenant) {
        return tenant.equals(TENANT) ? Optional.of(policy) : Optional.empty();
    }

    /** A code for somebody who has a phone and a mailbox. */
    String ask(@Nullable Channel channel) {
        return ask("u-1", channel, "07700 900123", "ada@example.com");
    }

    String ask(String userId, @Nullable Channel channel, @Nullable String phone, @Nullable String email) {
        var request = new CodeRequest(userId, null, channel, phone, email, null, null, null, null);
        return switch (issuing.issue(TENANT, policy, request, null)) {
            case Issued.Made made -> made.challenge().challengeId();
            case Issued.Refused _, Issued.Repeated _, Issued.OtherUnderSameKey _ ->
                throw new AssertionError("no code was made");
        };
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** What every replica does each second. */
    void sweep() {
        fallingBack.due().forEach(fallingBack::act);
    }

    void report(String challengeId, int delivery, DeliveryStatus status) {
        report(challengeId, delivery, status, null);
    }

    void report(String challengeId, int delivery, DeliveryStatus status, @Nullable DeliveryReason reason) {
        fallingBack.hear(
                receipt(challengeId, delivery, status).setReason(reason).build());
    }

    DeliveryReceipt.Builder receipt(String challengeId, int delivery, DeliveryStatus status) {
        var sent = deliveries(challengeId).stream()
                .filter(request -> request.getDelivery() == delivery)
                .findFirst();
        return DeliveryReceipt.newBuilder()
                .setEventId(id())
                .setTenant(TENANT)
                .setUserId("u-1")
                .setLoginId("l-1")
                .setChallengeId(challengeId)
                .setDelivery(delivery)
                .setChannel(sent.map(OtpRequested::getChannel).orElse(Channel.SMS))
                .setAttempt(1)
                .setStatus(status)
                .setOccurredAt(clock.instant())
                .setObservedAt(clock.instant());
    }

    LoginStarted.Builder login(String loginId) {
        return LoginStarted.newBuilder()
                .setEventId(id())
                .setTenant(TENANT)
                .setUserId("u-1")
                .setLoginId(loginId)
                .setPhone("07700 900123")
                .setStartedAt(clock.instant());
    }

    /** Every request for a delivery of the challenge. */
    List<OtpRequested> deliveries(String challengeId) {
        return store.events(OtpRequested.class).stream()
                .filter(request -> request.getChallengeId().equals(challengeId))
                .toList();
    }

    /** The code that a delivery carries. */
    static String code(OtpRequested request) {
        var key = KEYS.resolve(request.getChannel() == Channel.SMS ? "sms.private.json" : "email.private.json");
        var envelope = new Envelope(
                request.getChallengeId(),
                request.getDelivery(),
                request.getChannel().name());
        byte[] sealed =
                Arrays.copyOf(request.getSealed().array(), request.getSealed().remaining());
        try {
            var code = CODE.matcher(Unsealer.with(key).unseal(sealed, envelope).text());
            if (!code.find()) {
                throw new AssertionError("no code in the message");
            }
            return code.group();
        } catch (UnreadableSealException e) {
            throw new AssertionError(e);
        }
    }

    /** Types the code of the first delivery. */
    Checked enter(String challengeId) {
        return check(challengeId, code(deliveries(challengeId).getFirst()));
    }

    Checked check(String challengeId, String code) {
        return Objects.requireNonNull(checking.check(TENANT, challengeId, code).orElse(null));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Path keys() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "keys");
            KeyFolder.create(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
