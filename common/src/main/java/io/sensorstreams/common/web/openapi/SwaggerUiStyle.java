package io.sensorstreams.common.web.openapi;

import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Replaces the smaller one of the two style sheets of Swagger UI, so that the names of
 * the operations can be read.
 */
final class SwaggerUiStyle implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger-ui/index.css").addResourceLocations("classpath:/openapi/");
    }

}
