package ontime.history.projection;

/** Where all replicas see how far a rebuild is, whichever of them runs it. */
public interface RebuildLog {

    void note(Rebuild.Progress progress);

    /** What was noted last. A rebuild whose process has ended without a word has failed. */
    Rebuild.Progress last();
}
