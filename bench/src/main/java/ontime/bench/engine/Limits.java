package ontime.bench.engine;

/**
 * What a contender may do at most; the same for all that are compared.
 *
 * @param callsInFlight provider calls at the same time
 * @param perSecond messages that the route passes; 0 when it is not limited
 * @param pending requests in memory at the same time
 */
record Limits(int callsInFlight, int perSecond, int pending) {

    private static final int PENDING = 2000;

    static Limits inFlight(int calls) {
        return new Limits(calls, 0, PENDING);
    }
}
