package ontime.sandbox.launcher;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** Tells the person at the terminal what has happened, with the seconds since this program started. */
final class Progress {
    private final PrintStream terminal;

    Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    synchronized void done(String what, String where) {
        terminal.printf("%7.1f s  %-18s %s%n", seconds(), what, where);
        terminal.flush();
    }

    synchronized void say(String line) {
        terminal.println(line);
        terminal.flush();
    }

    double seconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
