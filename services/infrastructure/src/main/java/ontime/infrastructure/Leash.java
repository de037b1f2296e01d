package ontime.infrastructure;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another program's main class, and ends with the process that started it: that one holds the other end of the
 * standard input and never writes to it, so that the end of the input means that it is gone, however it died.
 */
final class Leash {
    private Leash() {}

    /** Takes the main class to run, then that one's own arguments. */
    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().name("leash").start(Leash::holdOn);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void holdOn() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; whatever comes is no reason to stop.
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        Runtime.getRuntime().halt(1);
    }
}
