package ontime.history.projection;

/** How far a partition of a topic has been read: the offset of the first record that has not. */
public record ReadMark(String topic, int partition, long next) {}
