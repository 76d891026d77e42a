package dev.corewatch.app;

/** What {@code --output} means for commands that print one thing a line. */
enum LineFormat {
    TEXT,
    /** One object a line. */
    JSON
}
