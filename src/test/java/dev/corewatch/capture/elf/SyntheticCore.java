package dev.corewatch.capture.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds an ELF core in memory as the kernel lays it out: header, program headers (notes first), notes, memory. Tests bend single fields
 * of the result.
 */
public final class SyntheticCore {

    /** Offset of e_phnum. */
    public static final int COUNT = 56;

    private static final int X86_64 = 62;
    private static final int ARM64 = 183;

    private final List<byte[]> memory = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final List<Mapping> files = new ArrayList<>();
    private int machine = X86_64;

    /** A core of process 7, "haproxy", that died of SIGSEGV at address 0x1234 in its thread 7. */
    public static SyntheticCore segfault() {
        return segfaultOf(7);
    }

    /** The same of another process. */
    public static SyntheticCore segfaultOf(int pid) {
        return new SyntheticCore()
                .thread(pid, 0x401000, 0x7ffe0000)
                .process(pid, "haproxy")
                .siginfo(11, 1, 0x1234);
    }

    public SyntheticCore machine(int newMachine) {
        machine = newMachine;
        return this;
    }

    public SyntheticCore thread(int id, long programCounter, long stackPointer) {
        boolean arm = machine == ARM64;
        var status = new Struct(arm ? 392 : 336).u16(12, 11).u32(32, id);
        status.u64(112 + (arm ? 32 : 16) * 8, programCounter).u64(112 + (arm ? 31 : 19) * 8, stackPointer);
        return note("CORE", Note.PRSTATUS, status.bytes());
    }

    public SyntheticCore process(int pid, String command) {
        var info = new Struct(136).u32(16, 99).u32(20, 98).u32(24, pid);
        info.put(40, command.getBytes(ISO_8859_1)).put(56, (command + " -W -f x.cfg ").getBytes(ISO_8859_1));
        return note("CORE", Note.PRPSINFO, info.bytes());
    }

    public SyntheticCore siginfo(int signal, int code, long address) {
        var siginfo = new Struct(128).u32(0, signal).u32(8, code).u64(16, address);
        return note("CORE", Note.SIGINFO, siginfo.bytes());
    }

    public SyntheticCore entry(long address) {
        return note("CORE", Note.AUXV, new Struct(32).u64(0, 9).u64(8, address).bytes());
    }

    /** AT_PHDR and AT_ENTRY of the program that is mapped there. */
    public SyntheticCore program(long address) {
        var vector = new Struct(48).u64(0, 3).u64(8, address + 64).u64(16, 9).u64(24, address + 256);
        return note("CORE", Note.AUXV, vector.bytes());
    }

    public SyntheticCore note(String name, int type, byte[] description) {
        var header = new Struct(12)
                .u32(0, name.length() + 1)
                .u32(4, description.length)
                .u32(8, type);
        notes.writeBytes(header.bytes());
        notes.writeBytes(padded((name + "\0").getBytes(ISO_8859_1)));
        notes.writeBytes(padded(description));
        return this;
    }

    /** A mapping that NT_FILE lists, at an offset in pages of 4096 bytes. */
    public SyntheticCore file(long start, long end, long page, String path) {
        files.add(new Mapping(start, end, page, path));
        return this;
    }

    /** Memory with these access rights (1 execute, 2 write, 4 read), of which the core holds the given bytes. */
    public SyntheticCore memory(long address, byte[] bytes, long size, int flags) {
        memory.add(bytes);
        segments.add(new Segment(Segment.LOAD, flags, 0, address, bytes.length, size, 0));
        return this;
    }

    public byte[] build() {
        if (!files.isEmpty()) {
            note("CORE", Note.FILE, fileNote());
        }
        var core = new ByteArrayOutputStream();
        core.writeBytes(header(4, machine, segments.size() + 1));
        long offset = ElfHeader.SIZE + (segments.size() + 1L) * Segment.SIZE;
        core.writeBytes(segment(new Segment(Segment.NOTE, 0, offset, 0, notes.size(), 0, 0)));
        offset += notes.size();
        for (var s : segments) {
            core.writeBytes(
                    segment(new Segment(s.type(), s.flags(), offset, s.address(), s.fileBytes(), s.memoryBytes(), 0)));
            offset += s.fileBytes();
        }
        core.writeBytes(notes.toByteArray());
        memory.forEach(core::writeBytes);
        return core.toByteArray();
    }

    /** The first page of a position-independent ELF file with that build-id, and with more segments. */
    public static byte[] elfPage(byte[] buildId, Segment... more) {
        var page = new Struct(4096).put(0, header(3, X86_64, 2 + more.length));
        page.put(ElfHeader.SIZE, segment(new Segment(Segment.LOAD, 4, 0, 0, 4096, 4096, 4096)));
        int size = 16 + buildId.length;
        page.put(ElfHeader.SIZE + Segment.SIZE, segment(new Segment(Segment.NOTE, 4, 512, 512, size, size, 4)));
        for (int i = 0; i < more.length; i++) {
            page.put(ElfHeader.SIZE + (2 + i) * Segment.SIZE, segment(more[i]));
        }
        page.u32(512, 4).u32(516, buildId.length).u32(520, Note.GNU_BUILD_ID).u32(524, 0x00554E47);
        return page.put(528, buildId).bytes();
    }

    private static byte[] header(int type, int machine, int segments) {
        return new Struct(ElfHeader.SIZE)
                .u32(0, 0x464C457F)
                .u8(4, 2)
                .u8(5, 1)
                .u8(6, 1)
                .u16(16, type)
                .u16(18, machine)
                .u64(32, ElfHeader.SIZE)
                .u16(54, Segment.SIZE)
                .u16(COUNT, segments)
                .bytes();
    }

    private static byte[] segment(Segment s) {
        return new Struct(Segment.SIZE)
                .u32(0, s.type())
                .u32(4, s.flags())
                .u64(8, s.offset())
                .u64(16, s.address())
                .u64(32, s.fileBytes())
                .u64(40, s.memoryBytes())
                .u64(48, s.alignment())
                .bytes();
    }

    private byte[] fileNote() {
        var note = new ByteArrayOutputStream();
        note.writeBytes(new Struct(16).u64(0, files.size()).u64(8, 4096).bytes());
        for (var file : files) {
            note.writeBytes(new Struct(24)
                    .u64(0, file.start())
                    .u64(8, file.end())
                    .u64(16, file.fileOffset())
                    .bytes());
        }
        files.forEach(file -> note.writeBytes((file.path() + "\0").getBytes(ISO_8859_1)));
        return note.toByteArray();
    }

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
    }
}
