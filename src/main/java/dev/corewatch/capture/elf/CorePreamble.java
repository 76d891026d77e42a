package dev.corewatch.capture.elf;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * What a core begins with, which is all that the kernel sends before it needs memory: read, and as it came.
 *
 * @param bytes all that was taken from the channel, from the core's first byte on: to the end of the notes, and perhaps some more
 */
public record CorePreamble(CoreHeaders headers, ByteBuffer bytes) {

    public CorePreamble {
        bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** From a channel that stands at the core's first byte. Cut short, it gives what it holds. */
    public static CorePreamble read(ReadableByteChannel core) throws IOException, NotACoreException {
        var recording = new RecordingChannel(core);
        var headers = CoreReader.readHeaders(recording);
        if (recording.isFull()) {
            throw new NotACoreException(
                    Reason.HOSTILE,
                    "a core whose headers and notes end beyond " + RecordingChannel.MOST_BYTES + " bytes");
        }
        return new CorePreamble(headers, recording.bytes());
    }

    /** Whether headers and notes are all there. */
    public boolean isWhole() {
        return headers.tableWhole()
                && headers.segments().stream()
                        .filter(Segment::isNote)
                        .allMatch(notes -> notes.fileEnd() <= bytes.limit());
    }
}
