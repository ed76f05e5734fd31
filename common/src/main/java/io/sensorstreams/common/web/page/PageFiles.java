package io.sensorstreams.common.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.zip.CRC32C;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the files of the page. {@code /app} has what both services share,
 * {@code /service} the views of one service, {@code /docs} the documents, and
 * {@code /lib} the libraries, whose addresses have no version. Each address of a view,
 * such as {@code /ui/streams/air}, returns the page itself. Browsers ask each time
 * whether a file has changed.
 */
final class PageFiles implements WebMvcConfigurer {

    private static final String PAGE = "/index.html";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/ui").setViewName("forward:" + PAGE);
        registry.addViewController("/ui/**").setViewName("forward:" + PAGE);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        add(registry, PAGE, "classpath:/static/");
        add(registry, "/app/**", "classpath:/static/app/");
        add(registry, "/service/**", "classpath:/static/service/");
        add(registry, "/docs/**", "classpath:/static/docs/");
        add(registry, "/lib/htm/**",
                "classpath:/META-INF/resources/_static/htm/%s/".formatted(version("org.mvnpm/htm")));
        add(registry, "/lib/uplot/**",
                "classpath:/META-INF/resources/webjars/uplot/%s/dist/".formatted(version("org.webjars.npm/uplot")));
    }

    private static void add(ResourceHandlerRegistry registry, String path, String location) {
        registry.addResourceHandler(path)
            .addResourceLocations(location)
            .setCacheControl(CacheControl.noCache())
            // The time of a file in a jar is that of the release: it says nothing about
            // the content.
            .setUseLastModified(false)
            .setEtagGenerator(PageFiles::tag);
    }

    private static String tag(Resource file) {
        CRC32C sum = new CRC32C();
        try (InputStream content = file.getInputStream()) {
            byte[] bytes = content.readAllBytes();
            sum.update(bytes, 0, bytes.length);
            return "\"%08x-%d\"".formatted(sum.getValue(), bytes.length);
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the version in the jar of a library; Maven writes it there. */
    private static String version(String library) {
        Properties properties = new Properties();
        try (InputStream content = new ClassPathResource("META-INF/maven/" + library + "/pom.properties")
            .getInputStream()) {
            properties.load(content);
            return properties.getProperty("version");
        }
        catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

}
