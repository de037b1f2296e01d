package ontime.delivery.engine;

/**
 * What is to be committed of a partition.
 *
 * @param offset every record before it is finished
 * @param metadata what is remembered of the records from it on, at most 4096 bytes
 */
public record Position(int partition, long offset, String metadata) {}
