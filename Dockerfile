# The runnable application. Before it: mvn -q -DskipTests package
ARG BASE=eclipse-temurin:21-jre

# Our own jars change with every build, the libraries seldom: apart from each other, they need not be fetched again.
FROM ${BASE} AS layers
WORKDIR /layers
COPY target/app/ libraries/
RUN mkdir -p own/lib \
    && mv libraries/vault-media-routes.jar own/ \
    && mv libraries/lib/vault-media-routes-*.jar own/lib/ \
    && chmod -R a+rX .

FROM ${BASE}
LABEL org.opencontainers.image.title="vault-media-routes" \
      org.opencontainers.image.description="Publishes each newly stored Vault+ media variant to Kafka, exactly once" \
      org.opencontainers.image.licenses="Apache-2.0"

# config/application.properties is read from here, where it is mounted.
WORKDIR /app
COPY --from=layers /layers/libraries/ ./
COPY --from=layers /layers/own/ ./

# The classes that a start loads, as this JVM has them in memory: it starts in two thirds of the time.
RUN java -Xshare:dump -XX:+UseG1GC -XX:SharedClassListFile=classes.lst -XX:SharedArchiveFile=vault-media-routes.jsa \
    -Xlog:disable -jar vault-media-routes.jar

# Half of the container's memory for the heap, and no life after it ran out. C2 compiles only what runs ten times as often as
# by default, as each variant does: else it takes half of a core for minutes, for what runs once a page. To add options and
# keep these, set JDK_JAVA_OPTIONS.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError -XX:SharedArchiveFile=/app/vault-media-routes.jsa \
    -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000 \
    -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000"

USER 10001:10001
EXPOSE 9876
ENTRYPOINT ["java", "-jar", "vault-media-routes.jar"]
