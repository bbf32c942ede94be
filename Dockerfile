# Nightshift in a container. What is copied was built before, by Maven or by bot/nightshift version.
# docs/container.md says how to run it, and what it can see from in there.
ARG JRE=eclipse-temurin:25-jre
FROM ${JRE}

COPY LICENSE /opt/nightshift/
COPY bot/nightshift /opt/nightshift/bot/
COPY bot/target/nightshift-bot-*.jar /opt/nightshift/bot/target/
COPY bot/target/lib /opt/nightshift/bot/target/lib

# A volume that is new takes over owner and mode of the folder it is mounted on.
RUN mkdir -m 700 /data && chown 3100:3100 /data
VOLUME /data

ENV NIGHTSHIFT_NO_BUILD=1 \
    NIGHTSHIFT_JAVA_OPTS=-XX:MaxRAMPercentage=60
USER 3100:3100
WORKDIR /data
EXPOSE 3100
# A running step is finished before the process ends: give it time, as compose's stop_grace_period.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/nightshift/bot/nightshift"]
CMD ["serve", "--config", "/config/nightshift.yaml"]
