# One image for each service, from the jar that "./ontime mvn package" made: docker compose build, or
# docker build --build-arg SERVICE=issuer .
FROM eclipse-temurin:25-jre

# A number, because a platform that forbids root can only tell from a number that it is none.
ARG UID=10001
RUN useradd --system --uid ${UID} --no-create-home ontime \
    && install -d -o ontime -m 700 /keys /keys/all /keys/issuer /keys/sms-worker /keys/email-worker /keys/history \
        /keys/sandbox /keys/receipt-gateway /keys/directory

WORKDIR /app
COPY deploy/healthy deploy/make-keys deploy/make-signing-key ./
ARG SERVICE
COPY services/${SERVICE}/target/${SERVICE}-*-app.jar app.jar

USER ${UID}
HEALTHCHECK --interval=5s --timeout=3s --start-period=90s --retries=6 CMD ["/app/healthy"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "app.jar"]
