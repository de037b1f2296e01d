package ontime.sandbox.launcher;

/** Whether all of the installation is ready. */
final class Readiness {
    private volatile boolean ready;

    boolean isReady() {
        return ready;
    }

    void set(boolean now) {
        ready = now;
    }
}
