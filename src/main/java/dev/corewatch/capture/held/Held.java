package dev.corewatch.capture.held;

import dev.corewatch.system.DescriptorReader;
import dev.corewatch.system.PidFd;
import java.io.IOException;

/** A process that dies and that the kernel holds until its core has been taken or refused. For one thread. */
public interface Held extends AutoCloseable {

    /** Its number in our pid namespace; it can't be another process's before {@link #close}. */
    int pid();

    PidFd process();

    /** Asks for the core, once: from its first byte; ending it early ends the dump. Closed with this. */
    DescriptorReader core() throws IOException;

    /** Says that the core is still being taken, to whoever would take it otherwise. */
    void proceed() throws IOException;

    /** Lets the process go. Without {@link #core} before, no core is made. */
    @Override
    void close();
}
