package dev.corewatch.system;

/** What a name in a directory stands for (inode(7)). */
public enum FileKind {
    REGULAR("a regular file"),
    DIRECTORY("a directory"),
    SYMLINK("a symbolic link"),
    FIFO("a FIFO"),
    SOCKET("a socket"),
    BLOCK_DEVICE("a block device"),
    CHARACTER_DEVICE("a character device"),
    OTHER("of unknown type");

    private static final int TYPE_MASK = 0xF000;

    private final String words;

    FileKind(String words) {
        this.words = words;
    }

    /** By the S_IFMT bits of st_mode. */
    static FileKind ofMode(int mode) {
        return switch (mode & TYPE_MASK) {
            case 0x8000 -> REGULAR;
            case 0x4000 -> DIRECTORY;
            case 0xA000 -> SYMLINK;
            case 0x1000 -> FIFO;
            case 0xC000 -> SOCKET;
            case 0x6000 -> BLOCK_DEVICE;
            case 0x2000 -> CHARACTER_DEVICE;
            default -> OTHER;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
