package ontime.sandbox.http;

/** A query parameter that makes no sense. The message tells what would. */
final class InvalidParameter extends IllegalArgumentException {

    private final String parameter;

    InvalidParameter(String parameter, String message) {
        super(parameter + " " + message);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
