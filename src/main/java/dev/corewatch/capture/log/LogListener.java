package dev.corewatch.capture.log;

import java.io.IOException;

/** Receives a log's lines. Called by one thread. */
public interface LogListener {

    /** A line without its end. */
    void line(String text, Written written) throws IOException;

    /** All that is there now was read. Not told of streams, which can't be read again. */
    void caughtUp(LogPosition position) throws IOException;

    /** The log can't be read, or a line not be handled; reading goes on after a while. */
    void failed(Exception cause);
}
