package ontime.bench.engine;

/**
 * A click on Log In, which asks for a code.
 *
 * @param number of the click, from 0
 * @param person who clicked
 * @param sequence grows with each click of the person, from 1; a higher one supersedes a lower
 */
record Click(int number, int person, long sequence) {

    /** Of a person who clicks once. */
    static Click only(int number) {
        return new Click(number, number, 1);
    }
}
