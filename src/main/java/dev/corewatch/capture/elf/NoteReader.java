package dev.corewatch.capture.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the notes of a core's PT_NOTE segments forwards, {@value #MOST_BYTES} bytes of them in all. Names and descriptions are padded to 4
 * bytes. A note that promises more than its segment holds is refused; a file that ends before its notes do leaves what was read.
 */
final class NoteReader {

    private static final long MOST_BYTES = 64L << 20;
    private static final int PADDING = 4;

    private final ForwardReader in;
    private final NoteCollector collector;
    private long bytes;

    NoteReader(ForwardReader in, NoteCollector collector) {
        this.in = in;
        this.collector = collector;
    }

    /** Reads them; false when they lie behind. */
    boolean read(Segment segment) throws IOException, ElfFormatException {
        bytes += Math.min(segment.fileBytes(), MOST_BYTES + 1);
        if (bytes > MOST_BYTES) {
            throw hostile("a core with " + bytes + " bytes of notes or more; at most " + MOST_BYTES + " are read");
        }
        if (segment.offset() < in.position()) {
            return false;
        }
        boolean more = in.skipTo(segment.offset());
        while (more && segment.fileEnd() - in.position() >= Note.SIZE) {
            more = readNote(segment.fileEnd());
        }
        return true;
    }

    private boolean readNote(long end) throws IOException, ElfFormatException {
        ByteBuffer header = in.read(Note.SIZE);
        if (header.limit() < Note.SIZE) {
            return false;
        }
        var note = Note.parse(header);
        long description = in.position() + note.paddedName(PADDING);
        if (description + note.descriptionBytes() > end) {
            throw hostile("a core with a note that promises " + note.descriptionBytes()
                    + " bytes where its segment has " + Math.max(0, end - description) + " left");
        }
        readWanted(note, description);
        return in.skipTo(Math.min(end, description + note.paddedDescription(PADDING)));
    }

    private void readWanted(Note note, long description) throws IOException, ElfFormatException {
        int most = NoteCollector.wanted(note.type());
        var owner = NoteCollector.owner(note.type()) + "\0";
        if (most == 0 || note.nameBytes() != owner.length()) {
            return;
        }
        var name = ISO_8859_1.decode(in.read(owner.length())).toString();
        if (!name.equals(owner) || !in.skipTo(description)) {
            return;
        }
        if (note.descriptionBytes() > most) {
            throw hostile("a core with a note of type " + note.type() + " and " + note.descriptionBytes()
                    + " bytes; at most " + most + " make sense");
        }
        ByteBuffer bytes = in.read((int) note.descriptionBytes());
        if (bytes.limit() == note.descriptionBytes()) {
            collector.accept(note.type(), bytes);
        }
    }

    private static ElfFormatException hostile(String message) {
        return new ElfFormatException(Reason.HOSTILE, message);
    }
}
