package ontime.sandbox.behaviour;

/** Lets simulated time pass. Tests pass a pause that does not wait. */
@FunctionalInterface
public interface Pause {

    void forMillis(long millis) throws InterruptedException;
}
