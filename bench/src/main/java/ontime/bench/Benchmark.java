package ontime.bench;

/** Answers one question with figures, and measures beside them what they are to be compared with. */
interface Benchmark {

    String question();

    void run() throws Exception;
}
