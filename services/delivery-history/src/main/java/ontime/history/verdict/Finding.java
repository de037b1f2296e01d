package ontime.history.verdict;

import java.util.List;

/** Something that can be said of a login. Each family of findings looks at one side of it. */
sealed interface Finding
        permits RefusalFinding, EntryFinding, ArrivalFinding, SendingFinding, RoutingFinding, CourseFinding {

    VerdictCode code();

    /** What happened, for somebody who is on the telephone. */
    String text();

    /** What to do about it. */
    String advice();

    List<Evidence> evidence();
}
