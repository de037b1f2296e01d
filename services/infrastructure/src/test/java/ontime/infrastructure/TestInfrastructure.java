package ontime.infrastructure;

/** What a test runs against: containers where an engine is found, else the same servers in this process tree. */
public final class TestInfrastructure {
    private TestInfrastructure() {}
}
