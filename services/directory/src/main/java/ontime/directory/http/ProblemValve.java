package ontime.directory.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reports what Tomcat itself refuses, a path or header that is none for example, as a problem (RFC 9457). */
public final class ProblemValve extends ErrorReportValve {

    /** Tomcat makes it by its name. */
    public ProblemValve() {}

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(status);
        try {
            Problems.write(response.getResponse(), known == null ? HttpStatus.BAD_REQUEST : known);
        } catch (IOException e) {
            container.getLogger().debug("nobody reads the problem any more", e);
        }
    }
}
