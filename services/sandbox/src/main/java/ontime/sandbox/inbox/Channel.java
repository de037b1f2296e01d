package ontime.sandbox.inbox;

/** The way a message came. */
public enum Channel {
    SMS,
    EMAIL
}
