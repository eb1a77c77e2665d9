# The portal, from the jar that mvn package leaves in target/.
FROM eclipse-temurin:25-jre AS layers
WORKDIR /build
COPY target/rostrum-*.jar rostrum.jar
RUN java -Djarmode=tools -jar rostrum.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home rostrum
WORKDIR /rostrum
# What changes least comes first, so that a new build of the portal is a small download.
COPY --from=layers /build/extracted/dependencies/ ./
COPY --from=layers /build/extracted/spring-boot-loader/ ./
COPY --from=layers /build/extracted/snapshot-dependencies/ ./
COPY --from=layers /build/extracted/application/ ./
USER rostrum
EXPOSE 8080
# Settings: the environment, or a file mounted as /rostrum/config/application.yml.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:MaxRAMPercentage=70", "-jar", "rostrum.jar"]
