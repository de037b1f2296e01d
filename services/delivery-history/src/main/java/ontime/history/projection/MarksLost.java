package ontime.history.projection;

/**
 * The marks that are kept are behind those that somebody goes on from: the database has lost the last of them, and the
 * facts that came with them. Whoever reads goes back to the marks that are there.
 */
public final class MarksLost extends RuntimeException {

    public MarksLost() {
        super("the database has lost marks of the topics");
    }
}
