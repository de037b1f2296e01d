package ontime.issuer.message;

/** A piece of a message, in its order. */
public sealed interface Piece {

    /** What a template says. */
    record Words(String text) implements Piece {}

    /** Where a value comes in. It never meets the template's grammar, so that nothing in it can be taken for one. */
    record Value(Placeholder placeholder) implements Piece {}
}
