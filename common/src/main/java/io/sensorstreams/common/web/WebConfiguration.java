package io.sensorstreams.common.web;

import io.sensorstreams.common.setting.InvalidSettingException;
import io.sensorstreams.common.web.body.BodyConfiguration;
import io.sensorstreams.common.web.page.PageConfiguration;
import io.sensorstreams.common.web.problem.ProblemConfiguration;
import io.sensorstreams.common.web.problem.ProblemReportValve;
import org.apache.catalina.core.StandardHost;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Configures HTTP for a service that imports it: limits of request bodies, problem
 * details for requests without a controller, the page, and Tomcat.
 */
@Configuration(proxyBeanMethods = false)
@Import({ BodyConfiguration.class, PageConfiguration.class, ProblemConfiguration.class })
public class WebConfiguration {

    private static final int LARGEST_PORT = 65_535;

    WebConfiguration(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 0);
        if (port > LARGEST_PORT) {
            throw new InvalidSettingException(
                    "server.port (SERVER_PORT) is '%d', expected a port up to %d, or 0 for any that is free"
                        .formatted(port, LARGEST_PORT));
        }
    }

    /** Only the query has parameters, never the body. */
    @Bean
    TomcatConnectorCustomizer noForms() {
        return (connector) -> connector.setParseBodyMethods("");
    }

    /** Accepts encoded slashes, so that the service refuses them with the reason. */
    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return (connector) -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
        };
    }

    /** Tomcat adds this valve after that of Spring Boot, so this valve responds first. */
    @Bean
    TomcatContextCustomizer problemReports() {
        return (context) -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
    }

}
