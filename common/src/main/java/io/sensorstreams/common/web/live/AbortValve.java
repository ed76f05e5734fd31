package io.sensorstreams.common.web.live;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a request close its connection without sending what waits. The Servlet API has no
 * way to do that: the end of a response first waits up to a minute for a client that does
 * not read.
 */
public final class AbortValve extends ValveBase {

    private static final String ATTRIBUTE = AbortValve.class.getName();

    AbortValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, (Runnable) () -> response.getCoyoteResponse()
            .action(ActionCode.CLOSE_NOW, new IOException("The client does not read")));
        getNext().invoke(request, response);
    }

    /**
     * Returns what closes the connection. Call it only while the response has not ended:
     * Tomcat uses its objects again.
     */
    public static Runnable of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Runnable abort) {
            return abort;
        }
        throw new IllegalStateException("The request did not pass the valve");
    }

}
