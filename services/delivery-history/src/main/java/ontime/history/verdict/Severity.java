package ontime.history.verdict;

/** How bad it is for the person who wanted to log in. */
public enum Severity {
    OK,
    INFO,
    WARNING,
    ERROR
}
