package ontime.events;

import com.microsoft.kiota.ApiException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a record that nobody can read from a record that cannot be read just now. Only the first is a dead letter: when
 * the schema registry is away, good records must wait for it.
 */
public final class RegistryOutage {

    private RegistryOutage() {}

    /**
     * Whether a failure to read or write a record came from a registry that could not be reached, or could not answer.
     */
    public static boolean caused(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof ClosedChannelException
                    || cause instanceof TimeoutException
                    || (cause instanceof ApiException answer && passes(answer.getResponseStatusCode()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What says nothing about the schema that was asked for: a registry that fails, is busy, or does not know us yet.
     */
    private static boolean passes(int status) {
        return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
    }
}
