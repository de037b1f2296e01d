package ontime.directory.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Refuses bodies that no honest caller sends, before they are held in memory. An import has a limit of its own. */
final class BodyLimitFilter extends OncePerRequestFilter {

    static final int LIMIT = 64 * 1024;
    static final String DETAIL = "The body is larger than 64 KiB";

    private static final String IMPORTS = "/v1/imports";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(IMPORTS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LIMIT) {
            Problems.write(response, HttpStatus.CONTENT_TOO_LARGE, "too-large", DETAIL);
            return;
        }
        chain.doFilter(new Limited(request), response);
    }

    /** For a body that does not tell its length beforehand. */
    private static final class Limited extends ContentCachingRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request, LIMIT);
        }

        @Override
        protected void handleContentOverflow(int contentCacheLimit) {
            throw new BodyTooLargeException(DETAIL);
        }
    }
}
