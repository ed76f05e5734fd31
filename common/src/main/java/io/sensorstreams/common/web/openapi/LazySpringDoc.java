package io.sensorstreams.common.web.openapi;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Delays the beans of springdoc until the first request for the document, so that they do
 * not slow the start of the service.
 */
final class LazySpringDoc implements BeanFactoryPostProcessor {

    private static final String PACKAGE = "org.springdoc.";

    /** Registers the converters of types. No other bean refers to it. */
    private static final String REGISTRAR = "modelConverterRegistrar";

    private static final String RESOURCE = "openApiResource";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            if (name.startsWith(PACKAGE) || startsWithPackage(definition.getBeanClassName())
                    || startsWithPackage(factoryClass(beans, definition))) {
                definition.setLazyInit(true);
            }
        }
        if (beans.containsBeanDefinition(RESOURCE) && beans.containsBeanDefinition(REGISTRAR)) {
            beans.getBeanDefinition(RESOURCE).setDependsOn(REGISTRAR);
        }
    }

    private static @Nullable String factoryClass(ConfigurableListableBeanFactory beans, BeanDefinition definition) {
        String factory = definition.getFactoryBeanName();
        return (factory != null && beans.containsBeanDefinition(factory))
                ? beans.getBeanDefinition(factory).getBeanClassName() : null;
    }

    private static boolean startsWithPackage(@Nullable String name) {
        return name != null && name.startsWith(PACKAGE);
    }

}
