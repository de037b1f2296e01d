package ontime.bench.baseline;

/** The text of a benchmark's message. It is as long as a real one, and its code is the number of the click. */
public final class SampleText {

    /** Digits of the number; more would be cut off by whoever reads it back. */
    public static final int DIGITS = 8;

    private SampleText() {}

    public static String of(int number) {
        return "%08d is your code K7 for portal.example.com, asked for at 10:00. It is good until 10:05. Tell nobody."
                .formatted(number);
    }

    /** Of the numbers that are kept for fiction. */
    public static String phone(int number) {
        return "+447700900%03d".formatted(number % 1000);
    }
}
