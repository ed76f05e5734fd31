package io.sensorstreams.common.web.openapi;

import io.sensorstreams.common.web.security.token.Tokens;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.providers.JavadocProvider;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.PropertySource;

/**
 * Describes the API of a service at {@code /v3/api-docs}, with Swagger UI at
 * {@code /swagger-ui.html}. The document is generated at the first request for it.
 */
@Lazy
@AutoConfiguration(after = SpringDocConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(SpringDocConfiguration.class)
@PropertySource("classpath:openapi/springdoc.properties")
class OpenApiAutoConfiguration {

    @Bean
    static LazySpringDoc lazySpringDoc() {
        return new LazySpringDoc();
    }

    @Bean
    static SwaggerUiStyle swaggerUiStyle() {
        return new SwaggerUiStyle();
    }

    @Bean
    Examples apiExamples(JsonMapper json) {
        return new Examples(json);
    }

    @Bean
    Problems apiProblems(Examples examples) {
        return new Problems(examples);
    }

    @Bean
    Operations apiOperations(Examples examples, Problems problems) {
        return new Operations(examples, problems);
    }

    @Bean
    Document apiDocument(@Value("${spring.application.name:service}") String service, Examples examples,
            Problems problems, ObjectProvider<Tokens> tokens) {
        return new Document(service, examples, problems, tokens.getIfAvailable() != null);
    }

    @Bean
    OpenAPI emptyDocument(Document document) {
        return document.empty();
    }

    @Bean
    RecordSchemas recordSchemas(JsonMapper json, ObjectProvider<JavadocProvider> javadoc) {
        return new RecordSchemas(json, new Texts(javadoc.getIfAvailable()));
    }

}
