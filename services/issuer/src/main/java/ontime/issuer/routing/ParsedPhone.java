package ontime.issuer.routing;

/** What a phone number turned out to be, as somebody wrote it. */
public sealed interface ParsedPhone {

    /** A number that can take an SMS. */
    record Mobile(Destination.PhoneNumber number) implements ParsedPhone {}

    /** A number that exists, or could, but is no mobile: a landline, a premium line. */
    record NotMobile() implements ParsedPhone {}

    /** No number at all. */
    record NotANumber() implements ParsedPhone {}
}
