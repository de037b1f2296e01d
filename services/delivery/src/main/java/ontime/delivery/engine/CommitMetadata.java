package ontime.delivery.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is remembered beside a committed position: which records beyond it are finished, and for which a call had begun.
 * A crash then repeats only what was in flight. The broker keeps at most 4096 bytes
 * ({@code offset.metadata.max.bytes}); what does not fit is left out from the far end, down to the position alone.
 *
 * <p>Version 1 is {@code 1}, then {@code r} or {@code b}, then base64url without padding of: a CRC-32 of the position
 * and all that follows; the number of bytes of the begun records, those as distances from one to the next; the finished
 * ones as runs (distance, length) for {@code r}, as a bitmap for {@code b}, whichever remembers more. Numbers are
 * LEB128.
 */
final class CommitMetadata {

    /** What fits into 4096 characters of base64 behind the two of the version. */
    private static final int MOST_BYTES = (4096 - 2) / 4 * 3;

    private static final int CHECKSUM_BYTES = 4;

    /** Of those, for the begun ones: rather know what is finished than count exactly what may be sent twice. */
    private static final int MOST_BEGUN_BYTES = MOST_BYTES / 3;

    /** No worker has so much before it; what says so is garbage. */
    private static final int FARTHEST = 1 << 24;

    private CommitMetadata() {}

    static String write(Progress progress) {
        if (progress.finished().isEmpty() && progress.begun().isEmpty()) {
            return "";
        }
        byte[] begun = distances(progress.begun());
        var head = new ByteArrayOutputStream();
        number(begun.length, head);
        head.writeBytes(begun);
        int room = MOST_BYTES - CHECKSUM_BYTES - head.size();
        Part runs = runs(progress.finished(), room);
        Part bitmap = bitmap(progress.finished(), room);
        boolean byRuns = runs.remembered() > bitmap.remembered()
                || (runs.remembered() == bitmap.remembered() && runs.bytes().length <= bitmap.bytes().length);
        head.writeBytes(byRuns ? runs.bytes() : bitmap.bytes());
        byte[] body = head.toByteArray();
        byte[] all = ByteBuffer.allocate(CHECKSUM_BYTES + body.length)
                .putInt(checksum(progress.position(), body))
                .put(body)
                .array();
        return (byRuns ? "1r" : "1b") + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What was remembered; empty when the text is not ours, or does not belong to the position. */
    static Optional<Progress> read(long position, String text) {
        if (text.isEmpty()) {
            return Optional.of(Progress.upTo(position));
        }
        try {
            return readable(position, text);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Optional<Progress> readable(long position, String text) {
        if (!text.startsWith("1r") && !text.startsWith("1b")) {
            return Optional.empty();
        }
        byte[] all = Base64.getUrlDecoder().decode(text.substring(2).getBytes(ISO_8859_1));
        byte[] body = Arrays.copyOfRange(all, CHECKSUM_BYTES, all.length);
        if (ByteBuffer.wrap(all).getInt(0) != checksum(position, body)) {
            return Optional.empty();
        }
        var numbers = new Numbers(body);
        int endOfBegun = numbers.next() + numbers.at();
        var begun = new BitSet();
        for (int bit = -1; numbers.at() < endOfBegun; ) {
            bit = near(bit + numbers.next() + 1);
            begun.set(bit);
        }
        BitSet finished = text.charAt(1) == 'b'
                ? BitSet.valueOf(Arrays.copyOfRange(body, numbers.at(), body.length))
                : runs(numbers);
        return Optional.of(new Progress(position, finished, begun));
    }

    /** Something encoded, and how many records it remembers. */
    private record Part(byte[] bytes, int remembered) {}

    private static byte[] distances(BitSet bits) {
        var bytes = new ByteArrayOutputStream();
        int last = -1;
        for (int bit = bits.nextSetBit(0); bit >= 0 && bit < FARTHEST; bit = bits.nextSetBit(bit + 1)) {
            var one = new ByteArrayOutputStream();
            number(bit - last - 1, one);
            if (bytes.size() + one.size() > MOST_BEGUN_BYTES) {
                break;
            }
            bytes.writeBytes(one.toByteArray());
            last = bit;
        }
        return bytes.toByteArray();
    }

    private static Part runs(BitSet bits, int room) {
        var bytes = new ByteArrayOutputStream();
        int remembered = 0;
        int end = 0;
        for (int from = bits.nextSetBit(0); from >= 0 && from < FARTHEST; from = bits.nextSetBit(end)) {
            int to = Math.min(bits.nextClearBit(from), FARTHEST);
            var one = new ByteArrayOutputStream();
            number(from - end, one);
            number(to - from, one);
            if (bytes.size() + one.size() > room) {
                break;
            }
            bytes.writeBytes(one.toByteArray());
            remembered += to - from;
            end = to;
        }
        return new Part(bytes.toByteArray(), remembered);
    }

    private static BitSet runs(Numbers numbers) {
        var bits = new BitSet();
        int end = 0;
        while (numbers.hasNext()) {
            int from = near(end + numbers.next());
            end = near(from + numbers.next());
            bits.set(from, end);
        }
        return bits;
    }

    private static Part bitmap(BitSet bits, int room) {
        BitSet near = bits.get(0, Math.min(bits.length(), room * Byte.SIZE));
        return new Part(near.toByteArray(), near.cardinality());
    }

    private static int near(int bit) {
        if (bit < 0 || bit > FARTHEST) {
            throw new IllegalArgumentException("too far away");
        }
        return bit;
    }

    private static int checksum(long position, byte[] body) {
        var sum = new CRC32();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        sum.update(body);
        return (int) sum.getValue();
    }

    private static void number(int value, ByteArrayOutputStream bytes) {
        int rest = value;
        while (rest > 0x7f) {
            bytes.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    /** Reads what {@link #number} wrote. */
    private static final class Numbers {
        private final byte[] bytes;
        private int at;

        private Numbers(byte[] bytes) {
            this.bytes = bytes;
        }

        private int at() {
            return at;
        }

        private boolean hasNext() {
            return at < bytes.length;
        }

        private int next() {
            int value = 0;
            int shift = 0;
            byte part;
            do {
                part = bytes[at++];
                value |= (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0 && shift < Integer.SIZE);
            return near(value);
        }
    }
}
