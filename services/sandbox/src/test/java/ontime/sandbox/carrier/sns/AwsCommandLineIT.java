package ontime.sandbox.carrier.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import ontime.sandbox.SandboxApplication;
import ontime.sandbox.carrier.Carrier;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command-line client of AWS, as Debian has it, against the simulated network: {@code ./ontime test} installs it.
 */
@SpringBootTest(
        classes = SandboxApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=sandbox", "ontime.sandbox.sns-port=0", "ontime.sandbox.smtp-port=0"})
class AwsCommandLineIT {

    private static final String CLIENT = "/usr/bin/aws";
    private static final String NUMBER = "+447700900321";

    @TempDir
    private Path home;

    private final SnsPort port;
    private final Carrier carrier;
    private final Inbox inbox;

    @Autowired
    AwsCommandLineIT(SnsPort port, Carrier carrier, Inbox inbox) {
        this.port = port;
        this.carrier = carrier;
        this.inbox = inbox;
    }

    /** How the client ended, and what it said. */
    private record Said(int exitCode, String output, String errors) {}

    @Test
    void aMessageReachesThePhoneWithItsSender() throws Exception {
        var said = aws(
                "publish",
                "--phone-number",
                NUMBER,
                "--message",
                "123456 is your code K7 & <more> é",
                "--message-attributes",
                "{\"AWS.SNS.SMS.SenderID\": {\"DataType\": \"String\", \"StringValue\": \"OnTime\"}}");

        assertThat(said.exitCode).as(said.errors).isZero();
        assertThat(JsonMapper.shared().readTree(said.output).at("/MessageId").asString())
                .matches("[0-9a-f-]{36}");
        assertThat(inbox.since(Instant.EPOCH, message -> message.to().equals(NUMBER)))
                .singleElement()
                .extracting(Message::from, Message::body)
                .containsExactly("OnTime", "123456 is your code K7 & <more> é");
    }

    @Test
    void whatIsRefusedIsToldInTheWordsOfSns() throws Exception {
        var said = aws("publish", "--phone-number", "07700900321", "--message", "a code");

        assertThat(said.exitCode).isNotZero();
        assertThat(said.errors).contains("InvalidParameter", "Publish");
    }

    @Test
    void thePersonWhoAnsweredStopIsListed() throws Exception {
        carrier.optOut("+447700900322");

        var said = aws("list-phone-numbers-opted-out");

        assertThat(said.exitCode).as(said.errors).isZero();
        assertThat(said.output).contains("+447700900322");
        carrier.optIn("+447700900322");
    }

    private Said aws(String... arguments) throws IOException, InterruptedException {
        assertThat(Path.of(CLIENT)).as("install the package awscli").isExecutable();
        var command = Stream.concat(
                        Stream.of(
                                CLIENT,
                                "--endpoint-url",
                                "http://127.0.0.1:" + port.number(),
                                "--region",
                                "eu-west-2",
                                "--output",
                                "json",
                                "sns"),
                        Stream.of(arguments))
                .toList();
        var output = home.resolve("output");
        var errors = home.resolve("errors");
        var process =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        // Nobody's own account: neither from a file nor from the machine that this may run on.
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PYTHON"));
        process.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "LC_ALL", "C.UTF-8",
                        "AWS_ACCESS_KEY_ID", "sandbox",
                        "AWS_SECRET_ACCESS_KEY", "sandbox",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_MAX_ATTEMPTS", "1",
                        "NO_PROXY", "127.0.0.1"));
        var exitCode = process.start().waitFor();
        return new Said(exitCode, Files.readString(output), Files.readString(errors));
    }
}
