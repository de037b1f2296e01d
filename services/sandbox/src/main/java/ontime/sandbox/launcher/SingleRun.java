package ontime.sandbox.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** At most one installation runs in a home. The system lets go of the lock of a process that dies, however it dies. */
final class SingleRun implements AutoCloseable {
    private final FileChannel channel;

    private SingleRun(FileChannel channel) {
        this.channel = channel;
    }

    static SingleRun of(Home home) {
        try {
            Files.createDirectories(home.root());
            var channel = FileChannel.open(
                    home.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new StartFailedException("it is already running here, as process "
                        + Files.readString(home.lock()).strip() + "; its addresses are in " + home.environment());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new SingleRun(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + home.lock(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
