package ontime.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Spoils bodies the way that faults and attackers do. The same generator spoils them in the same way. */
final class Mutation {

    /** What breaks parsers. */
    private static final List<byte[]> PIECES = List.of(
            bytes("\u0000"),
            bytes("\\u0000"),
            bytes("\\ud800"),
            bytes("\""),
            bytes("}"),
            bytes("{\"a\":".repeat(200)),
            bytes("[".repeat(5_000)),
            bytes("1e999999"),
            bytes("-9223372036854775809"),
            bytes("null"),
            bytes("'; DROP TABLE report; --"),
            bytes("\"TopicArn\":\"x\","),
            bytes("\"Type\":\"SubscriptionConfirmation\","),
            bytes("\"SigningCertURL\":\"http://127.0.0.1/\","),
            bytes(" "),
            bytes("\r\n"),
            bytes("é😀"),
            new byte[] {(byte) 0xff, (byte) 0xfe},
            new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});

    private final RandomGenerator random;

    Mutation(RandomGenerator random) {
        this.random = random;
    }

    byte[] of(List<byte[]> samples) {
        var body = one(samples);
        for (var rounds = 1 + random.nextInt(3); rounds > 0; rounds--) {
            body = once(body, samples);
        }
        return body;
    }

    private byte[] once(byte[] body, List<byte[]> samples) {
        var at = random.nextInt(body.length + 1);
        var to = Math.min(body.length, at + random.nextInt(40));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(body);
            case 1 -> joined(body, at, one(PIECES), at);
            case 2 -> joined(body, at, one(PIECES), to);
            case 3 -> joined(body, at, new byte[0], to);
            case 4 -> joined(body, to, Arrays.copyOfRange(body, at, to), to);
            case 5 -> Arrays.copyOf(body, at);
            default -> joined(body, at, tail(one(samples)), body.length);
        };
    }

    private byte[] flipped(byte[] body) {
        var changed = body.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] tail(byte[] sample) {
        return Arrays.copyOfRange(sample, random.nextInt(sample.length), sample.length);
    }

    private static byte[] joined(byte[] body, int until, byte[] piece, int from) {
        var joined = new byte[until + piece.length + body.length - from];
        System.arraycopy(body, 0, joined, 0, until);
        System.arraycopy(piece, 0, joined, until, piece.length);
        System.arraycopy(body, from, joined, until + piece.length, body.length - from);
        return joined;
    }

    private byte[] one(List<byte[]> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
