package io.sensorstreams.common.web.security.https;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Checks the certificates of HTTPS before Spring Boot uses them.
 * {@code server.ssl.bundle} switches HTTPS on.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class HttpsAutoConfiguration {

    /** Runs before all beans, so that the fault of a file is reported as such. */
    @Bean
    static BeanFactoryPostProcessor certificatesAtTheStart(Environment environment) {
        return (beans) -> new HttpsBundles(environment).requireValid(InstantSource.system().instant());
    }

    /** Tomcat gets a new certificate after this check. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> certificatesOnUpdate(Environment environment,
            ObjectProvider<SslBundles> bundles) {
        return (factory) -> new HttpsBundles(environment).names()
            .forEach((name) -> bundles.getObject()
                .addBundleUpdateHandler(name,
                        (bundle) -> HttpsBundles.requireValid(name, bundle, InstantSource.system().instant())));
    }

}
