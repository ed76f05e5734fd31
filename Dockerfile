# The images of the two services (needs BuildKit, the default since Docker 23):
#   docker build --target producer-service -t sensor-streams/producer-service .
#   docker build --target consumer-service -t sensor-streams/consumer-service .
# An image holds a Java runtime with the modules that the services use, its libraries, the jars in layers and an AOT cache:
# no shell, no package manager, no compiler.

# Any image with JDK 25, Maven and bash.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
# Where the jars come from: maven builds them here, prebuilt takes */target.
ARG JARS=maven

FROM ${BUILD_IMAGE} AS build
WORKDIR /build

FROM build AS jars-maven
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -pl producer-service,consumer-service -am -DskipTests package

FROM build AS jars-prebuilt
COPY producer-service/target/producer-service.jar producer-service/target/
COPY consumer-service/target/consumer-service.jar consumer-service/target/

FROM jars-${JARS} AS jars
COPY docker/Natives.java ./
RUN for service in producer-service consumer-service; do \
      java -Djarmode=tools -jar $service/target/$service.jar extract --layers --destination /layers/$service; \
    done \
    # Compression libraries bring native code for twenty platforms.
    && java Natives.java /layers

# A root file system with nothing in it but the runtime, the libraries that it is linked with, and the check of the health.
# Debian's JDK has debug symbols of its native code in its modules: more than 700 MB.
FROM build AS files
RUN jlink --output /files/opt/java --no-header-files --no-man-pages --compress zip-6 --exclude-files 'glob:**.debuginfo' --add-modules \
      java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.net,jdk.unsupported,jdk.zipfs \
    # Native code for drawing, printing and sound.
    && cd /files/opt/java/lib && rm -f libawt*.so libfontmanager.so libfreetype.so libharfbuzz.so libjavajpeg.so libjawt.so liblcms.so libmlib_image.so libjsound.so libsplashscreen.so
RUN { ldd $(find /files/opt/java -name '*.so') /files/opt/java/bin/java \
        | awk '/=> \// { print $3 } /^\t\// { print $1 }'; \
      # Native code inside the jars (zstd) was linked on older systems, where these stood apart.
      ls /lib/*-linux-gnu/libdl.so.* /lib/*-linux-gnu/libpthread.so.* /lib/*-linux-gnu/librt.so.*; } \
      | grep -v '^/files' | sort -u | xargs cp -L --parents -t /files \
    && mkdir -p /files/etc /files/app /files/data /files/output /files/tmp && chmod 1777 /files/tmp \
    && cp -L /etc/os-release /files/etc/ \
    && echo 'app:x:10001:10001::/app:/nologin' >/files/etc/passwd && echo 'app:x:10001:' >/files/etc/group \
    && chown 10001:10001 /files/data /files/output
COPY docker/Health.java ./
RUN javac -d /files/opt/health Health.java

FROM scratch AS runtime
COPY --from=files /files /
ENV PATH=/opt/java/bin LANG=C.UTF-8 \
    SERVER_ADDRESS=0.0.0.0 SENSOR_SECURITY_ENABLED=true SENSOR_DATA_DIR=/data SENSOR_OUTPUT_DIR=/output \
    MANAGEMENT_ENDPOINT_HEALTH_SHOWDETAILS=when-authorized
WORKDIR /app
# Archive of the classes of the runtime, for the check of the health: it takes a third of the processor time with it.
RUN ["java", "-Xshare:dump", "-Xlog:disable"]
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx8m", "-XX:-UsePerfData", "-cp", "/opt/health", "Health"]

# Each service: its jars, what changes least first; a training run, up to the ready application context, that writes the
# cache of loaded and linked classes, with the log format of docker-compose.yml and k8s/; the image with that cache.
FROM runtime AS producer-app
COPY --from=jars /layers/producer-service/dependencies/ /layers/producer-service/snapshot-dependencies/ ./
COPY --from=jars /layers/producer-service/application/ ./

FROM producer-app AS producer-training
RUN ["java", "-XX:AOTCacheOutput=app.aot", "-Xlog:aot=error", "--enable-native-access=ALL-UNNAMED", "-Dspring.context.exit=onRefresh", "-Dsensor.security.enabled=false", "-Dlogging.structured.format.console=ecs", "-jar", "producer-service.jar"]

FROM producer-app AS producer-service
COPY --from=producer-training /app/app.aot ./
USER 10001:10001
ENV SERVER_PORT=8081
EXPOSE 8081
ARG REVISION=unknown
LABEL org.opencontainers.image.title="producer-service" \
      org.opencontainers.image.description="Turns sources of sensor readings into streams, exactly once" \
      org.opencontainers.image.version="1.0.0-SNAPSHOT" \
      org.opencontainers.image.revision="${REVISION}"
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-jar", "producer-service.jar"]

FROM runtime AS consumer-app
COPY --from=jars /layers/consumer-service/dependencies/ /layers/consumer-service/snapshot-dependencies/ ./
COPY --from=jars /layers/consumer-service/application/ ./

FROM consumer-app AS consumer-training
RUN ["java", "-XX:AOTCacheOutput=app.aot", "-Xlog:aot=error", "--enable-native-access=ALL-UNNAMED", "-Dspring.context.exit=onRefresh", "-Dsensor.security.enabled=false", "-Dlogging.structured.format.console=ecs", "-jar", "consumer-service.jar"]

FROM consumer-app AS consumer-service
COPY --from=consumer-training /app/app.aot ./
USER 10001:10001
ENV SERVER_PORT=8082
EXPOSE 8082
ARG REVISION=unknown
LABEL org.opencontainers.image.title="consumer-service" \
      org.opencontainers.image.description="Turns topics into files, exactly once" \
      org.opencontainers.image.version="1.0.0-SNAPSHOT" \
      org.opencontainers.image.revision="${REVISION}"
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED", "-jar", "consumer-service.jar"]
