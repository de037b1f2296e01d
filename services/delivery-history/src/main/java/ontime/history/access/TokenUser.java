package ontime.history.access;

import ontime.history.rights.Grants;

/** Somebody, or a program of theirs, who calls the API with a token of the provider. */
record TokenUser(String name, Grants grants) implements HistoryUser {

    @Override
    public String toString() {
        return name;
    }
}
